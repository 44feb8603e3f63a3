/*
 * What was recorded of a run: frames, positions in them, and where two runs differ.
 *
 * A frame is a moment of a run: [step, lane, [numbers of lines of text], values that have changed, number of
 * a link to the source]. A scenario has a frame for each access,
 * a schedule one for each step. A position of the player is [step, frame within the step], the same for both runs where there are two.
 */

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
  const contents = new Set(frames.flatMap(f => Array.from({ length: run.queues }, (_, q) => f.values["contents" + q]).flatMap(list => list.filter((_, i) => i % 2 === 1))));
  return { ...run, frames, begins, most, contents };
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
    found.set(step, Object.keys(left).filter(key => key in right && JSON.stringify(left[key]) !== JSON.stringify(right[key]) && !/^(first|shapes)/.test(key)).map(key => nameOf(key, a)));
  }
  return found;
}

const NAMES = { ms: "time", stalledQueues: "stalled queues", reqProd: "req_prod", reqCons: "req_cons", rspProd: "rsp_prod", rspCons: "guest\u2019s rsp_cons",
  reqEvent: "req_event", rspEvent: "rsp_event", contents: "contents of slots", counted: "rx_queue_len", stopped: "Tx queue stopped", thread: "rx thread" };

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
