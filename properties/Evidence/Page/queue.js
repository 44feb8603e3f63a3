/* One queue: its ring, its packets and its marks. */

function makeQueue(run, q, scale) {
  const ring = makeRing(run.ring), table = make("tbody"), packets = make("ol", { class: "packets" });
  const inside = make("p", { class: "contents" });
  const bar = make("div", { class: "bar" }), sum = make("p", { class: "sum" }), badges = make("p", { class: "badges" });
  const limit = run.limit ? make("span", { class: "limit", style: `left:${100 * run.limit / scale}%` }) : null;
  const rows = new Map([["reqProd", "req_prod"], ["reqCons", "req_cons"], ["rspProd", "rsp_prod"], ["rspCons", "guest\u2019s rsp_cons"],
    ["reqEvent", "req_event"], ["rspEvent", "rsp_event"]].map(([key, label]) => {
    const value = make("td");
    table.append(make("tr", {}, make("th", { scope: "row" }, make("span", { class: "key " + key, "aria-hidden": "true" }), label), value));
    return [key, value];
  }));
  const box = make("div", { class: "queue" },
    run.queues > 1 ? make("h5", {}, `queue ${q}`) : null, badges,
    make("div", { class: "ringbox" }, ring.svg, make("table", { class: "indices" }, make("caption", {}, "Indices of the ring"), table)),
    inside, sum, make("div", { class: "barbox", "aria-hidden": "true" }, bar, limit), packets);
  return {
    box,
    show({ values, changed }) {
      const get = key => values[key + q], isNew = key => changed.has(key + q);
      ring.show(values, q);
      for (const [key, cell] of rows) {
        cell.textContent = `${number(get(key))}${run.ring > 1 ? ` (slot ${number(get(key) % run.ring)})` : ""}`;
        cell.classList.toggle("new", isNew(key));
      }
      badges.replaceChildren(
        badge(get("stopped") ? "Tx queue stopped" : "Tx queue runs", get("stopped"), isNew("stopped")),
        badge(`rx${q} ${get("thread")}`, get("thread") === "busy-loops", isNew("thread")),
        ...get("stalled") ? [badge("stalled", true, isNew("stalled"))] : []);
      inside.textContent = contentWords(get("contents"));
      inside.classList.toggle("new", isNew("contents"));
      const first = get("first"), shapes = shapesOf(get("shapes")), bytes = get("bytes"), counted = get("counted");
      sum.textContent = `Queue: ${count(get("packets"), "packet")}, ${number(bytes)} B${run.limit ? ` (limit ${number(run.limit)} B)` : ", no limit"}`
        + (counted !== undefined && counted !== bytes ? `; rx_queue_len says ${number(counted)} B` : "");
      sum.classList.toggle("new", isNew("bytes") || isNew("packets"));
      sum.classList.toggle("over", Boolean(run.limit) && bytes > run.limit);
      const parts = [], chips = [];
      let shown = 0;
      for (let i = 0; i < first.length; i += 3) {
        parts.push(make("span", { style: `width:${100 * first[i + 1] / scale}%` }));
        chips.push(make("li", {}, `#${first[i]}: ${number(first[i + 1])} B, ${count(first[i + 2], "slot")}${shapes.get(i / 3) || ""}`));
        shown += first[i + 1];
      }
      if (bytes > shown) parts.push(make("span", { class: "rest", style: `width:${100 * (bytes - shown) / scale}%` }));
      if (get("packets") > first.length / 3) chips.push(make("li", {}, `and ${number(get("packets") - first.length / 3)} more`));
      bar.replaceChildren(...parts);
      packets.replaceChildren(...chips);
    },
  };
}

/* What is special about queued packets, by their place: where their linear area begins in its page, and a hash. */
const shapesOf = list => new Map(Array.from({ length: list.length / 3 }, (_, i) =>
  [list[3 * i], `${list[3 * i + 1] > 0 ? `, at ${number(list[3 * i + 1])} of its page` : ""}${list[3 * i + 2] ? ", with hash" : ""}`]));

const badge = (text, bad, isNew) => make("span", { class: `badge${bad ? " off" : ""}${isNew ? " new" : ""}` }, text);
