"use strict";
// Draws the accounts that /map.json gives; the table below the drawing holds the same.
(() => {
  const place = document.getElementById("map");
  const told = document.getElementById("told");
  const card = document.getElementById("company");
  const find = document.getElementById("find");
  const tools = document.getElementById("tools");
  const undrawn = document.getElementById("undrawn");
  const parts = ["drawn", "legend"].map((id) => document.getElementById(id));
  const SHAPES = { customer: "diamond", good: "square", unknown: "triangle", disqualified: "triangle" };
  const SIZES = { customer: 1.6, best: 1.4, good: 1.2, bad: 0.85, unknown: 0.9, disqualified: 1.1, other: 0.5 };
  const ORDER = ["other", "unknown", "bad", "disqualified", "good", "best", "customer"];
  // From how near names of customers are shown at the ends of lines, and those of places are not.
  const NEAR = 0.7;
  const FOUND_AT = 0.25;
  // The size of a company's name, and of that which is pointed at or found, in pixels.
  const LABEL = 12;
  const LIT_LABEL = 15;
  // How much larger a company is drawn that is pointed at or found.
  const LIT = 1.5;
  // How keys of names of places begin; those of accounts are numbers.
  const NAME = "name ";
  let accounts = [];
  let names = [];
  let namesShown = true;
  let notShown = new Set();
  let graph = null;
  let renderer = null;
  let kept = null;
  let sought = { text: "", at: 0 };
  let lit = [];
  let named = new Set();
  let resting = 0;
  const colors = {};
  const pen = document.createElement("canvas").getContext("2d");

  // Colours are those of the legend, so that they follow light and dark.
  function readColors() {
    for (const look of document.querySelectorAll(".look")) colors[look.classList[1]] = getComputedStyle(look).fill;
    colors.ink = getComputedStyle(document.body).color;
    colors.paper = getComputedStyle(document.body).backgroundColor;
    colors.veil = colors.paper.replace("rgb(", "rgba(").replace(")", ", 0.75)");
    colors.line = getComputedStyle(document.querySelector("a.brand")).color;
  }

  // The size of a small account, in pixels: the more of them, the smaller.
  function unit() {
    const room = place.clientWidth * place.clientHeight;
    return Math.min(6, Math.max(1.6, 0.19 * Math.sqrt(room / accounts.length)));
  }

  function drawnAs(account, node) {
    const isShown = !notShown.has(node);
    const look = isShown ? account.look : "other";
    return {
      x: account.x,
      y: account.y,
      label: account.name,
      color: colors[look],
      shape: SHAPES[look] ?? "circle",
      size: unit() * SIZES[look],
      zIndex: ORDER.indexOf(look),
      depth: "nodes",
      labelVisibility: named.has(node) ? "visible" : "hidden",
      labelColor: colors.ink,
      labelSize: LABEL,
      labelPosition: "right",
      labelBackgroundColor: "transparent",
      backdropVisibility: "hidden",
      backdropColor: colors.paper,
      backdropShadowBlur: 0,
      backdropBorderColor: colors.line,
      backdropBorderWidth: 3,
      backdropPadding: 5,
      backdropArea: "node",
    };
  }

  // The name of a place: a label without a dot, over all accounts.
  function namedAs({ name, x, y }) {
    return {
      ...drawnAs({ name, x, y, look: "other" }, -1),
      color: "transparent",
      size: 0.1,
      depth: "topNodes",
      labelVisibility: namesShown ? "visible" : "hidden",
      // None is cut at the sides.
      labelPosition: x < -0.6 ? "right" : x > 0.6 ? "left" : "over",
      labelSize: place.clientWidth < 500 ? 11 : 14,
      labelBackgroundColor: colors.veil,
    };
  }

  async function load() {
    for (const part of parts) part.hidden = false;
    undrawn.textContent = "The map is being loaded ...";
    const answer = await fetch("/map.json", { credentials: "same-origin" });
    if (!answer.ok) {
      undrawn.textContent = "The map cannot be drawn just now. Reload this page.";
      return;
    }
    ({ accounts, names } = await answer.json());
    readNotShown();
    if (accounts.length) draw();
  }

  function readNotShown() {
    const places = document.getElementById("results").dataset.notShown;
    notShown = new Set(places ? places.split(" ").map(Number) : []);
  }

  function draw() {
    readColors();
    graph = new graphology.Graph({ multi: true });
    accounts.forEach((account, node) => graph.addNode(String(node), drawnAs(account, node)));
    names.forEach((name, at) => graph.addNode(`${NAME}${at}`, namedAs(name)));
    try {
      renderer = made();
    } catch {
      undrawn.textContent = "This browser cannot draw the map (it needs WebGL 2); the table holds the same.";
      for (const part of parts) part.hidden = true;
      return;
    }
    undrawn.hidden = true;
    listen();
    name();
    place.dataset.drawn = accounts.length;
    if (find.value) seek();
  }

  function redraw() {
    readColors();
    accounts.forEach((account, node) => graph.mergeNodeAttributes(String(node), drawnAs(account, node)));
    redrawNames();
    light(kept);
  }

  function redrawNames() {
    names.forEach((name, at) => graph.mergeNodeAttributes(`${NAME}${at}`, namedAs(name)));
  }

  function made() {
    const { sdfCircle, sdfSquare, sdfDiamond, sdfTriangle, layerFill } = Sigma.rendering;
    const nodes = Object.keys(drawnAs(accounts[0], 0)).map((attribute) => [attribute, { attribute }]);
    const drawing = new Sigma(graph, place, {
      primitives: {
        nodes: { shapes: [sdfCircle(), sdfSquare(), sdfDiamond(), sdfTriangle()], layers: [layerFill()] },
      },
      styles: {
        nodes: [Sigma.DEFAULT_STYLES.nodes, { ...Object.fromEntries(nodes), cursor: "pointer" }],
        edges: [Sigma.DEFAULT_STYLES.edges, { color: { attribute: "color" }, size: 1.5, depth: "topEdges" }],
      },
      settings: {
        itemSizesReference: "screen",
        enableCameraRotation: false,
        gestureTarget: "shared",
        minCameraRatio: 0.03,
        maxCameraRatio: 1.5,
        nodePickingPadding: matchMedia("(hover: hover)").matches ? 2 : 10,
        stagePadding: 24,
      },
    });
    // Its hint adds a style to the page, which the page's policy forbids; the legend says the same.
    drawing._showGestureHint = () => {};
    return drawing;
  }

  function listen() {
    renderer.on("enterNode", ({ node }) => light(node.startsWith(NAME) ? kept : Number(node)));
    renderer.on("leaveNode", () => light(kept));
    renderer.on("clickStage", () => keep(null));
    renderer.on("clickNode", ({ node, event }) => {
      if (node.startsWith(NAME)) return;
      const { type, pointerType } = event.original;
      if (type.startsWith("touch") || pointerType === "touch") keep(Number(node));
      else location.href = accounts[node].at;
    });
    tools.addEventListener("click", ({ target }) => {
      const camera = renderer.getCamera();
      if (target.dataset.zoom === "in") camera.zoomIn();
      if (target.dataset.zoom === "out") camera.zoomOut();
      if (target.dataset.zoom === "all") camera.reset();
    });
    // From near names of companies take their room, once the map rests.
    renderer.getCamera().on("updated", ({ ratio }) => {
      clearTimeout(resting);
      resting = setTimeout(() => light(lit[0] ?? null), 120);
      if (namesShown === ratio >= NEAR) return;
      namesShown = ratio >= NEAR;
      redrawNames();
    });
    renderer.on("resize", () => light(lit[0] ?? null));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    document.body.addEventListener("htmx:afterSettle", () => {
      readNotShown();
      redraw();
    });
  }

  function keep(node) {
    kept = node;
    light(node);
  }

  // Shows an account with lines to the customers most like it; none where it is null.
  function light(node) {
    graph.clearEdges();
    for (const other of lit) graph.mergeNodeAttributes(String(other), drawnAs(accounts[other], other));
    lit = node === null ? [] : [node, ...accounts[node].to];
    name();
    for (const other of lit) {
      graph.mergeNodeAttributes(String(other), { depth: "topNodes" });
      if (other !== node) graph.addEdge(String(node), String(other), { color: colors.line });
    }
    if (node !== null) graph.mergeNodeAttributes(String(node), ringed(node));
    tell(node);
  }

  // The account that is pointed at or found: larger, with a ring, and its name over all others.
  function ringed(node) {
    return {
      size: LIT * drawnAs(accounts[node], node).size,
      zIndex: ORDER.length,
      backdropVisibility: "visible",
      labelVisibility: "visible",
      labelSize: LIT_LABEL,
      labelBackgroundColor: colors.paper,
    };
  }

  // From near, names the companies whose names have room, the lit ones first, then customers.
  function name() {
    const before = named;
    named = new Set(renderer.getCamera().getState().ratio < NEAR ? withRoom() : []);
    for (const node of new Set([...before, ...named])) {
      const labelVisibility = named.has(node) ? "visible" : "hidden";
      graph.mergeNodeAttributes(String(node), { labelVisibility });
    }
  }

  // The accounts in sight whose names cover no other name and no other account.
  function withRoom() {
    const { width, height } = renderer.getDimensions();
    const seen = [];
    for (const node of accounts.keys()) {
      if (notShown.has(node)) continue;
      const { x, y } = renderer.graphToViewport(accounts[node]);
      const size = renderer.scaleSize(unit() * SIZES[accounts[node].look]);
      const shape = { left: x - size, right: x + size, top: y - size, bottom: y + size };
      if (x > 0 && y > 0 && x < width && y < height) seen.push({ node, x, y, size, shape });
    }
    const rank = ({ node }) => (lit.includes(node) ? -lit.length + lit.indexOf(node) : ORDER.length - ORDER.indexOf(accounts[node].look));
    seen.sort((one, other) => rank(one) - rank(other) || one.node - other.node);
    const names = [];
    const found = [];
    for (const each of seen) {
      const isFound = each.node === lit[0];
      const label = labelOf(each, isFound ? LIT_LABEL : LABEL, isFound ? LIT : 1);
      const isFree = (other) => other.right < label.left || label.right < other.left || other.bottom < label.top || label.bottom < other.top;
      const hasRoom = label.right < width && names.every(isFree) && seen.every((other) => other === each || isFree(other.shape));
      if (!isFound && !hasRoom) continue;
      names.push(label);
      found.push(each.node);
    }
    return found;
  }

  function labelOf({ node, x, y, size }, textSize, times) {
    pen.font = `${textSize}px sans-serif`;
    const left = x + size * times + 2;
    const right = left + pen.measureText(accounts[node].name).width + 6;
    return { left, right, top: y - textSize / 2 - 2, bottom: y + textSize / 2 + 2 };
  }

  function tell(node) {
    card.hidden = node === null;
    if (node === null) return;
    const { name, at, told: about, like } = accounts[node];
    const head = document.createElement("h2");
    head.append(Object.assign(document.createElement("a"), { href: at, textContent: name }));
    card.replaceChildren(head, paragraph(about, "quiet"));
    if (like.length) card.append(paragraph(`Customers most like it: ${like.join(", ")}`, ""));
  }

  function paragraph(textContent, className) {
    return Object.assign(document.createElement("p"), { textContent, className });
  }

  // Those that have a text in their names: of this name first, then those whose name begins so.
  function found(text) {
    const wanted = text.toLocaleLowerCase();
    const names = accounts.map(({ name }) => name.toLocaleLowerCase());
    const place = (name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2);
    const nodes = [...names.keys()].filter((node) => names[node].includes(wanted));
    return nodes.sort((one, other) => place(names[one]) - place(names[other]) || one - other);
  }

  // Goes to the company that is looked for; looked for again, to the next one.
  async function seek() {
    const text = find.value.trim();
    const nodes = text ? found(text) : [];
    sought = text === sought.text ? { text, at: (sought.at + 1) % nodes.length } : { text, at: 0 };
    const node = nodes[sought.at] ?? null;
    keep(node);
    if (node === null) {
      told.textContent = text && "No company of the map has this in its name.";
      return;
    }
    const { name } = accounts[node];
    const [which, many] = [sought.at + 1, nodes.length].map((number) => number.toLocaleString("en"));
    told.textContent = nodes.length === 1 ? `Found ${name}.` : `${which} of ${many}: ${name}. Find again for the next.`;
    const { x, y } = renderer.getNodeDisplayData(String(node));
    const camera = renderer.getCamera();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) camera.setState({ x, y, ratio: FOUND_AT });
    else await camera.animate({ x, y, ratio: FOUND_AT }, { duration: 400 });
    light(kept);
  }

  find.form.addEventListener("submit", (event) => {
    if (!renderer) return;
    event.preventDefault();
    seek();
  });
  load();
})();
