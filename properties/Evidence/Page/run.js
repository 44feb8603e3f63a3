/* One run: what it is of, whether it has violated the property, its queues, and who does what. */

function makeRun(run, scale, isSchedule) {
  const queues = Array.from({ length: run.queues }, (_, q) => makeQueue(run, q, scale));
  const link = make("p", { class: "badges" }), lanes = make("div", { class: "lanes", style: `--lanes:${run.lanes.length}` });
  const verdict = make("p", { class: "verdict" });
  const box = make("section", { class: run.queues > 1 ? "run several" : "run", "aria-label": run.name },
    make("h4", {}, run.name), make("p", { class: "about" }, run.about), verdict,
    make("div", { class: "inside" }, make("div", { class: "state" }, link, make("div", { class: "queues" }, ...queues.map(queue => queue.box))), lanes));
  return {
    box,
    show(position, isLast) {
      const at = frameAt(run, position), frame = run.frames[at];
      const isViolated = run.violatedIn !== undefined && (frame.step > run.violatedIn || (frame.step === run.violatedIn && at === endOf(run, frame.step)));
      verdict.className = `verdict ${isViolated ? "violated" : run.violation ? "" : "holds"}`;
      verdict.textContent = isViolated ? `Violated here: ${run.violation}` : run.violation ? "Not violated yet." : isLast ? `Not violated by this ${isSchedule ? "schedule" : "script"}.` : "Not violated.";
      link.replaceChildren(
        badge(`${number(frame.values.ms)} ms`, false, frame.changed.has("ms")),
        badge(frame.values.carrier ? "carrier on" : "carrier off", !frame.values.carrier, frame.changed.has("carrier")),
        ...frame.values.stalledQueues ? [badge(count(frame.values.stalledQueues, "stalled queue"), true, frame.changed.has("stalledQueues"))] : [],
        ...frame.values.disabled ? [badge("vif disabled", true, frame.changed.has("disabled"))] : []);
      queues.forEach(queue => queue.show(frame));
      const rows = run.lanes.map((name, i) => make("span", { class: "lane", style: `--lane:${i + 1}` }, name));
      const first = Math.max(0, Math.min(at - ROWS_BEFORE, run.frames.length - ROWS_BEFORE - ROWS_AFTER - 1));
      for (let i = first; i < Math.min(run.frames.length, first + ROWS_BEFORE + ROWS_AFTER + 1); i++) rows.push(row(i, at, i - first + 2));
      lanes.replaceChildren(...rows);
    },
  };

  function row(i, at, line) {
    const frame = run.frames[i];
    const said = frame.lines.length > 0 ? frame.lines.map(line => make("span", { class: /[\u279c=]/.test(line) ? "access" : "" }, line)) : [make("span", {}, "(ends)")];
    return make("div", { class: `act${i === at ? " now" : ""}${i > at ? " later" : ""}`, style: `--lane:${frame.lane + 1};--row:${line}`, "aria-current": i === at ? "step" : null },
      make("b", {}, run.lanes[frame.lane]), make("div", {}, ...said,
      i === at && frame.source ? make("a", { href: frame.source }, frame.source.split("/").pop().replace("#L", ":")) : null));
  }
}
