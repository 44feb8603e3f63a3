/*
 * Steps through the witnesses of a report. Beside each witness stands what its run was, as JSON in an element of its own (class "playback");
 * this script makes a player of it when the witness is opened. Without script the page shows all the rest, as ever.
 */

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
    make("p", { class: "legend" }, ...legend("free", "posted, free"), ...legend("taken", "taken, no response yet"), ...legend("answered", "response not taken by the guest yet"), ...contentLegend(),
      "x \u279c 1: reads x and sees 1. x = 1: writes it. Marks below the slider: the violation, and where two runs part. Keys: \u2190 \u2192 one access or step, Page Up and Page Down a whole step, Home, End, space plays."));
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

  /* Only of what there is in one of the runs. */
  function contentLegend() {
    const all = new Set(recorded.flatMap(run => [...run.contents]));
    const kinds = CONTENTS.filter((what, i) => what && [...all].some(c => c % ERROR === i)).flatMap(([kind, words]) => legend(kind, `extra slot: ${words}`));
    return [...kinds, ...[...all].some(c => c >= ERROR) ? legend("error", "response with an error") : []];
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
    marks.replaceChildren(...recorded[0].violatedIn === undefined ? [] : [markAt(recorded[0].violatedIn, "violation")],
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
