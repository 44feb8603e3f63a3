/* The ring with its slots and indices. */

function sector(index, size, width = RING_WIDTH) {
  const from = 2 * Math.PI * index / size - Math.PI / 2, to = 2 * Math.PI * (index + 1) / size - Math.PI / 2;
  const point = (angle, radius) => `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
  const inner = RING_RADIUS - width, big = size === 1 ? 1 : 0;
  return `M${point(from, RING_RADIUS)}A${RING_RADIUS},${RING_RADIUS} 0 ${big} 1 ${point(to, RING_RADIUS)}`
    + `L${point(to, inner)}A${inner},${inner} 0 ${big} 0 ${point(from, inner)}Z`;
}

/* What can be in a slot besides data: class and words. An error comes on top. */
const CONTENTS = [null, ["gso", "GSO"], ["hash", "hash"], ["headroom", "headroom"]], ERROR = 8, MOST_WORDS = 8;

const contentsOf = list => Array.from({ length: list.length / 2 }, (_, i) => ({ slot: list[2 * i], what: CONTENTS[list[2 * i + 1] % ERROR], isError: list[2 * i + 1] >= ERROR }));

/* In words; nothing where all is data. */
function contentWords(list) {
  const all = contentsOf(list), words = all.slice(0, MOST_WORDS).map(({ slot, what, isError }) => `slot ${number(slot)}: ${what ? what[1] : "data"}${isError ? ", error" : ""}`);
  return words.join("; ") + (all.length > MOST_WORDS ? `; and ${number(all.length - MOST_WORDS)} more` : "");
}

const POINTERS = [["reqProd", "req_prod", 1], ["reqCons", "req_cons", -1], ["rspProd", "rsp_prod", -1], ["reqEvent", "req_event", 1]];

function makeRing(size) {
  const slots = Array.from({ length: size }, (_, i) => make("svg:path", { d: sector(i, size), class: "slot" }));
  const inSlots = make("svg:g", { "aria-hidden": "true" });
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
  const svg = make("svg:svg", { viewBox: "-106 -106 212 212", class: "ring", role: "img" }, ...slots, inSlots, ...numbers, ...hands, ...middle);
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
      inSlots.replaceChildren(...contentsOf(values["contents" + q]).flatMap(({ slot, what, isError }) => [
        ...what ? [make("svg:path", { d: sector(slot, size, RING_WIDTH / 2), class: "content " + what[0] })] : [],
        ...isError ? [make("svg:path", { d: sector(slot, size, RING_WIDTH / 4), class: "content error" })] : []]));
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
