/* Elements of the page, and words for numbers. */

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
