"use strict";
const drawing = JSON.parse(document.getElementById("drawing").textContent);
const place = document.getElementById("picture");
const told = document.getElementById("told");
const more = document.getElementById("more");
const asked = told.textContent;
const onDark = matchMedia("screen and (prefers-color-scheme: dark)");
const COLORED = ["color", "background", "border"];
let which = "few";
let shown = null;
let network = null;
let nodes = null;
let edges = null;

function draw() {
  const width = place.clientWidth;
  if (!width) return;
  const set = drawing.sets[which][width < 0.66 * drawing.sets[which].wide.width ? "narrow" : "wide"];
  const scale = Math.min((width - 8) / set.width, 1.15);
  place.style.height = `${Math.ceil(set.height * scale) + 8}px`;
  if (set !== shown) show(set);
  network.setSize("100%", "100%");
  network.redraw();
  network.moveTo({ position: { x: set.width / 2, y: set.height / 2 }, scale });
}

function show(set) {
  network?.destroy();
  nodes = new vis.DataSet(colored(set.nodes));
  edges = new vis.DataSet(colored(set.edges));
  network = new vis.Network(place, { nodes, edges }, drawing.options);
  network.on("hoverNode", ({ node }) => light(node));
  network.on("blurNode", lightKept);
  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    kept = typeof node === "number" && node !== kept ? node : null;
    lightKept();
  });
  network.once("afterDrawing", () => { place.dataset.drawn = boxes().length; });
  shown = set;
  kept = null;
  lightKept();
}

// What is drawn has the colours of a light page; on a dark one each of them is another.
function colored(drawn) {
  if (!onDark.matches) return drawn;
  const color = (name, value) => (COLORED.includes(name) && drawing.dark[value]) || value;
  return JSON.parse(JSON.stringify(drawn), color);
}

const boxes = () => shown.nodes.map(({ id }) => id).filter((id) => typeof id === "number");

let kept = null;
let lit = [];

function lightKept() {
  edges.remove(lit);
  lit = [];
  told.textContent = asked;
  if (kept !== null) light(kept);
}

function light(node) {
  if (typeof node !== "number") return;
  const here = new Set(boxes());
  const pairs = drawing.shares.filter((pair) => pair.includes(node) && pair.every((end) => here.has(end)));
  edges.remove(lit);
  lit = edges.add(pairs.map(([trait, customer]) => (
    { ...colored(drawing.line), id: `${trait} ${customer}`, from: `${trait}r`, to: `${customer}l` }
  )));
  const others = pairs.map(([trait, customer]) => drawing.names[trait === node ? customer : trait]);
  told.textContent = drawing.said[node]
    ?? drawing.names[node] + (others.length ? `: ${others.join(", ")}` : "");
}

place.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") kept = null;
  else if (step) {
    const all = boxes().filter((id) => id > 0);
    kept = all[(all.indexOf(kept) + step + all.length) % all.length] ?? null;
  } else return;
  event.preventDefault();
  lightKept();
});
more?.addEventListener("click", () => {
  which = which === "few" ? "all" : "few";
  more.textContent = which === "few" ? "Show more" : "Show fewer";
  draw();
});
document.getElementById("tab-graph")?.addEventListener("change", draw);
onDark.addEventListener("change", () => {
  shown = null;
  draw();
});
new ResizeObserver(draw).observe(place);
