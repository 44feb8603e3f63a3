/*
 * Steps through the witnesses of a report. Beside each witness stands what its run was, as JSON in an element of its own (class "playback");
 * this script makes a player of it when the witness is opened. Without script the page shows all the rest, as ever.
 *
 * A frame is a moment of a run: [step, lane, [numbers of lines of text], values that have changed, number of
 * a link to the source]. A scenario has a frame for each access,
 * a schedule one for each step. A position of the player is [step, frame within the step], the same for both runs where there are two.
 */
"use strict";
(() => {
  const SVG = document.querySelector("svg") ? document.querySelector("svg").namespaceURI : "";
  const PLAY_MS = 600, ROWS_BEFORE = 7, ROWS_AFTER = 3, RING_RADIUS = 92, RING_WIDTH = 22;

  /* An element: attributes, of which functions are listeners, and what is inside. */
  function make(name, attributes = {}, ...inside) {
    const element = name.startsWith("svg:") ? document.createElementNS(SVG, name.slice(4)) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...inside.filter(child => child !== null && child !== undefined));
    return element;
  }

  const number = value => value.toLocaleString("en-US");
  const count = (n, what) => `${number(n)} ${what}${n === 1 ? "" : "s"}`;

  /* Indices of the ring are 32 bits wide and wrap. */
  const ahead = (a, b) => (a - b) >>> 0;

  /* Drawn, as not every font has them. */
  const SIGNS = { first: "M2,2h2v12h-2zM14,2v12l-9,-6z", back: "M10,2l2,2l-4,4l4,4l-2,2l-6,-6z", play: "M3,2l11,6l-11,6z", pause: "M3,2h4v12h-4zM9,2h4v12h-4z",
    forward: "M6,2l-2,2l4,4l-4,4l2,2l6,-6z", last: "M12,2h2v12h-2zM2,2l9,6l-9,6z" };
  const icon = path => make("svg:svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, make("svg:path", { d: path, fill: "currentColor" }));

  /* ---- what was recorded ---- */

  /* Frames with all values, and where each step begins. */
  function unpack(run, words) {
    const values = {};
    const frames = run.frames.map(([step, lane, lines, changes, source], i) => {
      Object.assign(values, changes);
      return { step, lane, lines: lines.map(line => words[line]), changed: new Set(i === 0 ? [] : Object.keys(changes || {})), values: { ...values }, source: words[source] };
    });
    const begins = new Map();
    frames.forEach((frame, i) => { if (!begins.has(frame.step)) begins.set(frame.step, i); });
    const most = Math.max(...frames.flatMap(f => Array.from({ length: run.queues }, (_, q) => f.values["bytes" + q])));
    return { ...run, frames, begins, most };
  }

  /* The frame of a run at a position: where a run has fewer frames in a step, its last. */
  function frameAt(run, [step, within]) {
    let last = step;
    while (last > run.frames[0].step && !run.begins.has(last)) last--;
    const first = run.begins.get(last), end = endOf(run, last);
    return last < step ? end : Math.min(first + within, end);
  }

  function endOf(run, step) {
    let i = run.begins.get(step);
    while (i + 1 < run.frames.length && run.frames[i + 1].step === step) i++;
    return i;
  }

  /* All positions in order. */
  function positionsOf(runs) {
    const steps = [...new Set(runs.flatMap(run => [...run.begins.keys()]))].sort((a, b) => a - b);
    return steps.flatMap(step => {
      const most = Math.max(...runs.filter(run => run.begins.has(step)).map(run => endOf(run, step) - run.begins.get(step) + 1));
      return Array.from({ length: most }, (_, within) => [step, within]);
    });
  }

  /* For each step what two runs differ in when it is over; one that has ended early differs in everything. */
  function differences([a, b]) {
    const found = new Map();
    const lasts = [a, b].map(run => run.frames[run.frames.length - 1].step);
    for (const step of new Set([...a.begins.keys(), ...b.begins.keys()])) {
      if (step > Math.min(...lasts)) {
        found.set(step, ["one of them has ended"]);
        continue;
      }
      const left = a.frames[frameAt(a, [step, Infinity])].values, right = b.frames[frameAt(b, [step, Infinity])].values;
      found.set(step, Object.keys(left).filter(key => key in right && JSON.stringify(left[key]) !== JSON.stringify(right[key]) && !key.startsWith("first")).map(key => nameOf(key, a)));
    }
    return found;
  }

  const NAMES = { ms: "time", stalledQueues: "stalled queues", reqProd: "req_prod", reqCons: "req_cons", rspProd: "rsp_prod", rspCons: "guest\u2019s rsp_cons",
    reqEvent: "req_event", rspEvent: "rsp_event", counted: "rx_queue_len", stopped: "Tx queue stopped", thread: "rx thread" };

  function nameOf(key, run) {
    const [, name, queue] = /^(.*?)(\d*)$/.exec(key);
    return (NAMES[name] || name) + (queue && run.queues > 1 ? ` of queue ${queue}` : "");
  }

  /* The step from which on two runs differ for good, or null. */
  function partsIn(apart) {
    let parts = null;
    for (const [step, names] of apart) parts = names.length === 0 ? null : parts === null ? step : parts;
    return parts;
  }

  /* ---- the ring ---- */

  function sector(index, size) {
    const from = 2 * Math.PI * index / size - Math.PI / 2, to = 2 * Math.PI * (index + 1) / size - Math.PI / 2;
    const point = (angle, radius) => `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
    const inner = RING_RADIUS - RING_WIDTH, big = size === 1 ? 1 : 0;
    return `M${point(from, RING_RADIUS)}A${RING_RADIUS},${RING_RADIUS} 0 ${big} 1 ${point(to, RING_RADIUS)}`
      + `L${point(to, inner)}A${inner},${inner} 0 ${big} 0 ${point(from, inner)}Z`;
  }

  const POINTERS = [["reqProd", "req_prod", 1], ["reqCons", "req_cons", -1], ["rspProd", "rsp_prod", -1], ["reqEvent", "req_event", 1]];

  function makeRing(size) {
    const slots = Array.from({ length: size }, (_, i) => make("svg:path", { d: sector(i, size), class: "slot" }));
    const every = size <= 16 ? 1 : size / 8, radius = size <= 16 ? RING_RADIUS - RING_WIDTH / 2 : RING_RADIUS - RING_WIDTH - 19;
    const numbers = [];
    for (let i = 0; i < size; i += every) {
      const angle = 2 * Math.PI * (i + .5) / size - Math.PI / 2;
      numbers.push(make("svg:text", { x: radius * Math.cos(angle), y: radius * Math.sin(angle) + 3.5, class: size <= 16 ? "index inside" : "index" }, String(i)));
    }
    const hands = POINTERS.map(([key, , side]) => make("svg:path", {
      d: side > 0 ? `M0,${-RING_RADIUS - 1}l-5,-9h10z` : `M0,${-RING_RADIUS + RING_WIDTH + 1}l-5,9h10z`, class: "hand " + key,
    }));
    const middle = [make("svg:text", { class: "middle", y: -4 }), make("svg:text", { class: "middle small", y: 14 })];
    const svg = make("svg:svg", { viewBox: "-106 -106 212 212", class: "ring", role: "img" }, ...slots, ...numbers, ...hands, ...middle);
    return {
      svg,
      show(values, q) {
        const [prod, cons, rsp, taken] = ["reqProd", "reqCons", "rspProd", "rspCons"].map(key => values[key + q]);
        const free = ahead(prod, cons), overrun = free > 0x7fffffff;
        slots.forEach(slot => slot.setAttribute("class", "slot"));
        mark(taken, ahead(rsp, taken), "answered");
        mark(rsp, ahead(cons, rsp), "taken");
        if (overrun) mark(prod, ahead(cons, prod), "overrun");
        else mark(cons, free, "free");
        POINTERS.forEach(([key], i) => hands[i].setAttribute("transform", `rotate(${360 * ((values[key + q] % size) + .5) / size})`));
        middle[0].textContent = overrun ? `${number(ahead(cons, prod))} too many` : `${number(free)} free`;
        middle[1].textContent = `of ${number(size)}`;
        svg.setAttribute("aria-label", `Ring of ${size} slots: ${overrun ? "overrun" : number(free) + " free"}, `
          + `${number(ahead(cons, rsp))} taken, ${number(ahead(rsp, taken))} with a response`);
      },
    };

    function mark(from, length, as) {
      for (let i = 0; i < Math.min(length, size); i++) slots[(from + i) % size].setAttribute("class", "slot " + as);
    }
  }

  /* ---- one queue ---- */

  function makeQueue(run, q, scale) {
    const ring = makeRing(run.ring), table = make("tbody"), packets = make("ol", { class: "packets" });
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
      sum, make("div", { class: "barbox", "aria-hidden": "true" }, bar, limit), packets);
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
        const first = get("first"), bytes = get("bytes"), counted = get("counted");
        sum.textContent = `Queue: ${count(get("packets"), "packet")}, ${number(bytes)} B${run.limit ? ` (limit ${number(run.limit)} B)` : ", no limit"}`
          + (counted !== undefined && counted !== bytes ? `; rx_queue_len says ${number(counted)} B` : "");
        sum.classList.toggle("new", isNew("bytes") || isNew("packets"));
        sum.classList.toggle("over", Boolean(run.limit) && bytes > run.limit);
        const parts = [], chips = [];
        let shown = 0;
        for (let i = 0; i < first.length; i += 3) {
          parts.push(make("span", { style: `width:${100 * first[i + 1] / scale}%` }));
          chips.push(make("li", {}, `#${first[i]}: ${number(first[i + 1])} B, ${count(first[i + 2], "slot")}`));
          shown += first[i + 1];
        }
        if (bytes > shown) parts.push(make("span", { class: "rest", style: `width:${100 * (bytes - shown) / scale}%` }));
        if (get("packets") > first.length / 3) chips.push(make("li", {}, `and ${number(get("packets") - first.length / 3)} more`));
        bar.replaceChildren(...parts);
        packets.replaceChildren(...chips);
      },
    };
  }

  const badge = (text, bad, isNew) => make("span", { class: `badge${bad ? " off" : ""}${isNew ? " new" : ""}` }, text);

  /* ---- one run ---- */

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
        const isBroken = run.brokenIn !== undefined && (frame.step > run.brokenIn || (frame.step === run.brokenIn && at === endOf(run, frame.step)));
        verdict.className = `verdict ${isBroken ? "violated" : run.broken ? "" : "holds"}`;
        verdict.textContent = isBroken ? `Violated here: ${run.broken}` : run.broken ? "Not violated yet." : isLast ? `Not violated by this ${isSchedule ? "schedule" : "script"}.` : "Not violated.";
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

  /* ---- the player ---- */

  function makePlayer(place, data) {
    const recorded = data.runs.map(run => unpack(run, data.words)), isSchedule = data.steps.length === 0;
    const apart = recorded.length > 1 ? differences(recorded) : new Map(), parts = partsIn(apart);
    let both = false, positions = [], at = 0, timer = null;
    const scale = Math.max(...recorded.map(run => Math.max(run.most, run.limit || 0)), 1) * 1.06;
    const runs = recorded.map(run => makeRun(run, scale, isSchedule));

    const slider = make("input", { type: "range", min: 0, value: 0, "aria-label": "Position", input: () => { stop(); go(Number(slider.value)); } });
    const marks = make("div", { class: "marks", "aria-hidden": "true" }), where = make("p", { class: "where" });
    const play = make("button", { type: "button", click: () => timer ? stop() : start() });
    const link = make("a", { class: "here" }, "link to this step");
    const compare = recorded.length < 2 ? null : make("label", { class: "compare" },
      make("input", { type: "checkbox", change: event => { const place = [...positions[at], isEndOfStep(at)]; both = event.target.checked; lay(place); } }), `beside ${recorded[1].name}, which does not violate it`);
    const box = make("div", { class: "playing", role: "group", tabindex: 0, "aria-label": `Player: ${data.property} of ${recorded[0].name}`, keydown: pressed },
      make("p", { class: "statement" }, make("b", {}, data.property), data.statement ? ": " + data.statement : ""),
      make("div", { class: "controls" },
        button(SIGNS.first, "First", () => go(0)), button(SIGNS.back, "Back", () => go(at - 1)), play, button(SIGNS.forward, "Forward", () => go(at + 1)),
        button(SIGNS.last, "Last", () => go(positions.length - 1)), make("span", { class: "track" }, slider, marks), compare, link),
      where, make("div", { class: "runs" }, ...runs.map(run => run.box)),
      make("p", { class: "legend" }, ...legend("free", "posted, free"), ...legend("taken", "taken, no response yet"), ...legend("answered", "response not taken by the guest yet"),
        "Keys: \u2190 \u2192 one access or step, Page Up and Page Down a whole step, Home, End, space plays."));
    place.replaceChildren(box);
    place.hidden = false;
    stop();
    lay(null);
    return {
      open(step, within) {
        const wanted = positions.findIndex(([s, w], i) => s === step && ((within !== null && w >= within) || isEndOfStep(i)));
        stop();
        go(wanted < 0 ? positions.length - 1 : wanted);
        box.focus({ preventScroll: true });
      },
    };

    function button(sign, label, does) {
      return make("button", { type: "button", "aria-label": label, title: label, click: () => { stop(); does(); } }, icon(sign));
    }

    function legend(kind, words) {
      return [make("span", { class: "key " + kind, "aria-hidden": "true" }), words + ". "];
    }

    function isEndOfStep(i) {
      return i + 1 === positions.length || positions[i + 1][0] !== positions[i][0];
    }

    /* One run or both; the place is kept: [step, frame within the step, whether that was its last], or null at the start. */
    function lay(place) {
      positions = positionsOf(both ? recorded : recorded.slice(0, 1));
      runs.slice(1).forEach(run => { run.box.hidden = !both; });
      box.classList.toggle("both", both);
      slider.max = positions.length - 1;
      marks.replaceChildren(...recorded[0].brokenIn === undefined ? [] : [markAt(recorded[0].brokenIn, "violation")],
        ...both && parts !== null ? [markAt(parts, "parts")] : []);
      go(place === null ? 0 : Math.max(0, positions.findIndex(([s, w], i) => s === place[0] && (place[2] ? isEndOfStep(i) : w >= place[1] || isEndOfStep(i)))));
    }

    function markAt(step, kind) {
      const i = positions.findLastIndex(([s]) => s <= step);
      return make("span", { class: kind, style: `left:${positions.length < 2 ? 0 : 100 * i / (positions.length - 1)}%` });
    }

    function go(to) {
      at = Math.min(Math.max(to, 0), positions.length - 1);
      const [step, within] = positions[at], isEnd = isEndOfStep(at);
      slider.value = at;
      const words = isSchedule ? (step === 0 ? "connected" : `step ${step} of ${positions.length - 1}`)
        : `${step < 0 ? "" : `step ${step}, `}${data.steps[step + 1]}${isEnd ? "" : `, access ${within + 1}`}`;
      const names = apart.get(step) || [];
      const beside = !both ? "" : names.length === 0 ? "; after this step both are the same" : `; after this step they differ: ${names.join(", ")}`;
      where.textContent = words + beside;
      slider.setAttribute("aria-valuetext", words);
      link.href = `#${place.dataset.of}&step=${step}${isEnd || isSchedule ? "" : "." + within}`;
      runs.forEach((run, i) => { if (i === 0 || both) run.show(positions[at], at + 1 === positions.length); });
      if (timer && at + 1 === positions.length) stop();
    }

    function start() {
      if (at + 1 === positions.length) go(0);
      timer = setInterval(() => go(at + 1), PLAY_MS);
      say(SIGNS.pause, "Pause");
    }

    function stop() {
      clearInterval(timer);
      timer = null;
      say(SIGNS.play, "Play");
    }

    function say(sign, label) {
      play.replaceChildren(icon(sign));
      play.setAttribute("aria-label", label);
      play.title = label;
    }

    function byStep(direction) {
      const step = positions[at][0];
      let i = at;
      if (direction > 0) {
        i = positions.findLastIndex(([s]) => s === step);
        if (i === at && i + 1 < positions.length) i = positions.findLastIndex(([s]) => s === positions[at + 1][0]);
      } else {
        i = positions.findIndex(([s]) => s === step) - 1;
      }
      go(i);
    }

    function pressed(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const does = { ArrowLeft: () => go(at - 1), ArrowRight: () => go(at + 1), Home: () => go(0), End: () => go(positions.length - 1),
        PageUp: () => byStep(-1), PageDown: () => byStep(1) }[event.key];
      /* A button is pressed by the space bar, wherever it stands. */
      const onButton = event.target.matches("button, [type=checkbox], a");
      if (does) {
        stop();
        does();
      } else if (event.key === " " && !onButton) {
        if (timer) stop(); else start();
      } else {
        return;
      }
      event.preventDefault();
    }
  }

  /* ---- the page ---- */

  const players = new Map();

  function playerOf(place) {
    if (!players.has(place)) players.set(place, makePlayer(place, JSON.parse(document.getElementById(place.dataset.of + "-run").textContent)));
    return players.get(place);
  }

  /* A witness that is opened gets its player. */
  document.addEventListener("toggle", event => {
    if (!event.target.open) return;
    for (const place of event.target.querySelectorAll(".player")) {
      if (place.closest("details") === event.target) playerOf(place);
    }
  }, true);

  /* #w-byte-limit-NothingLeftBehind-honest&step=12 opens a witness at a step. */
  function follow() {
    const [, id, step, within] = /^#([\w-]+)&step=(-?\d+)(?:\.(\d+))?$/.exec(location.hash) || [];
    const place = id && [...document.querySelectorAll(".player")].find(p => p.dataset.of === id);
    if (!place) return;
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    playerOf(place).open(Number(step), within === undefined ? null : Number(within));
    place.scrollIntoView();
  }

  addEventListener("hashchange", follow);
  follow();
})();
