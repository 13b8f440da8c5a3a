// Who met whom: a knot for each person, a line for each two that are told to have met.

const MOST = 100, MOST_ON_A_TELEPHONE = 40, LEADING = 14;
const network = d3.select("#network");
const scene = network.append("g");
const lineLayer = scene.append("g");
const knotLayer = scene.append("g");
const nameLayer = scene.append("g").attr("aria-hidden", "true");
const places = new Map(); // where each person was, so that a filter does not shuffle the rest
const size = { width: 0, height: 0 };
const force = d3
  .forceSimulation()
  .force("link", d3.forceLink().id((knot) => knot.key).distance(46))
  .force("charge", d3.forceManyBody().strength(-90).distanceMax(260))
  .force("collide", d3.forceCollide((knot) => knot.radius + 3))
  .stop()
  .on("tick", moved);

/** The persons and their meetings, those with most first. */
function society() {
  const people = new Map();
  const links = new Map();
  const known = (party) => {
    const key = personKey(party);
    if (!people.has(key)) people.set(key, { key, name: party.name, side: sideOf(party), met: new Map(), events: [] });
    return people.get(key);
  };
  for (const event of chosen) {
    const meeting = new Set();
    for (const [one, other] of contacts(event, by("network-calls").checked)) {
      const pair = [known(one), known(other)];
      pair.forEach((person, index) => {
        const counterpart = pair[1 - index].key;
        person.met.set(counterpart, (person.met.get(counterpart) ?? 0) + 1);
        if (!meeting.has(person)) person.events.push(event);
        meeting.add(person);
      });
      const key = pair.map((person) => person.key).sort().join(" ");
      if (!links.has(key)) links.set(key, { key, source: pair[0].key, target: pair[1].key, events: [] });
      if (links.get(key).events.at(-1) !== event) links.get(key).events.push(event);
    }
  }
  const ranked = [...people.values()].sort(
    (one, other) => other.events.length - one.events.length || other.met.size - one.met.size ||
      collator.compare(one.name, other.name),
  );
  return { ranked, links: [...links.values()] };
}

function drawNetwork() {
  const { ranked, links } = society();
  size.width = network.node().parentNode.clientWidth;
  size.height = size.width < 560 ? 380 : 520;
  const first = ranked.slice(0, size.width < 560 ? MOST_ON_A_TELEPHONE : MOST);
  const keys = new Set(first.map((knot) => knot.key));
  const lines = links.filter((line) => keys.has(line.source) && keys.has(line.target));
  const tied = new Set(lines.flatMap((line) => [line.source, line.target]));
  const knots = first.filter((knot) => tied.has(knot.key));
  const left = ranked.length - knots.length;
  by("network-left").textContent = left
    ? `${knots.length} of ${ranked.length.toLocaleString("en")} people, those with most meetings; a filter shows others.`
    : "";
  by("network-none").hidden = knots.length > 0;
  network.attr("viewBox", [0, 0, size.width, size.height].join(" ")).attr("height", size.height);
  const sides = [...counted(knots.map((knot) => knot.side))].sort((one, other) => other[1] - one[1]);
  const colour = new Map(sides.slice(0, 8).map(([side], index) => [side, `side-${index}`]));
  for (const knot of knots) {
    knot.radius = 4 + 2 * Math.sqrt(knot.events.length);
    knot.class = colour.get(knot.side) ?? "side-other";
    const place = places.get(knot.key);
    if (place) [knot.x, knot.y] = place;
  }
  force.force("x", d3.forceX(size.width / 2).strength(0.05 * Math.min(1, size.height / size.width)));
  force.force("y", d3.forceY(size.height / 2).strength(0.07));
  force.nodes(knots);
  force.force("link").links(lines);
  force.alpha(places.size ? 0.4 : 1).stop().tick(places.size ? 80 : 260);

  const line = lineLayer.selectAll("line").data(lines, (one) => one.key).join("line");
  line.attr("stroke-width", (one) => Math.min(8, 0.5 + one.events.length)).on("click", (_, one) => {
    show(`${one.source.name} and ${one.target.name}`, one.events);
  });
  line.selectAll("title").data((one) => [one]).join("title")
    .text((one) => `${one.source.name} and ${one.target.name}: ${many(one.events.length, "time")}`);
  const knot = knotLayer.selectAll("g").data(knots, (one) => one.key).join((enter) => {
    const made = enter.append("g").attr("role", "button").attr("tabindex", -1);
    made.append("circle");
    made.append("title");
    return made;
  });
  nameLayer.selectAll("text").data(knots, (one) => one.key).join("text").attr("dy", "0.32em").text(named);
  nameLayer.selectAll("text").order();
  knot.attr("class", (one) => `knot ${one.class}`).attr("aria-label", aboutKnot)
    .on("click", (_, one) => showPerson(one))
    .on("mouseenter focus", (_, one) => light(one))
    .on("mouseleave blur", () => light(null))
    .call(dragging);
  knot.select("title").text(aboutKnot);
  by("most-met").replaceChildren(...knots.slice(0, 40).map(listed));
  fit();
  moved();
  roveKnots();
}

const named = (knot) => (knot.side ? `${knot.name} (${knot.side})` : knot.name);
const aboutKnot = (knot) => `${named(knot)}: ${many(knot.events.length, "meeting")} with ${many(knot.met.size, "other")}`;

function listed(knot) {
  const properties = { type: "button", on: { click: () => showPerson(knot), focus: () => light(knot), blur: () => light(null) } };
  const dot = el("span", { class: `dot ${knot.class}`, "aria-hidden": "true" });
  return el("li", {}, el("button", properties, dot, named(knot), el("span", { class: "number" }, String(knot.events.length))));
}

function showPerson(knot) {
  const names = new Map(force.nodes().map((one) => [one.key, named(one)]));
  const met = [...knot.met].sort((one, other) => other[1] - one[1]).filter(([key]) => names.has(key));
  const whom = met.map(([key, times]) => names.get(key) + (times > 1 ? `, ${times} times` : "")).join("; ");
  show(named(knot), knot.events, el("p", { class: "met" }, el("b", {}, "Met "), whom));
}

function moved() {
  lineLayer.selectAll("line").attr("x1", (one) => one.source.x).attr("y1", (one) => one.source.y)
    .attr("x2", (one) => one.target.x).attr("y2", (one) => one.target.y);
  knotLayer.selectAll("g").attr("transform", (one) => `translate(${one.x},${one.y})`);
  for (const knot of force.nodes()) places.set(knot.key, [knot.x, knot.y]);
  label();
}

/**
 * Names where there is room, right or left of their knots, those with most meetings first. The first few stand even on
 * another knot, never on another name or over the edge.
 */
function label() {
  const view = d3.zoomTransform(network.node());
  knotLayer.selectAll("circle").attr("r", radius);
  const names = [];
  const knots = force.nodes().map((knot) => [knot, circle(knot)]);
  const apart = (one, other) => one[0] > other[2] || one[2] < other[0] || one[1] > other[3] || one[3] < other[1];
  const free = (knot, box, rank) =>
    view.applyX(box[0]) > 2 && view.applyX(box[2]) < size.width - 2 &&
    names.every((name) => apart(box, name)) &&
    (rank < LEADING || knots.every(([other, round]) => other === knot || apart(box, round)));
  nameLayer.selectAll("text").each(function (knot, rank) {
    const long = (named(knot).length * 6.2 + 6) / view.k;
    const [left, , right] = circle(knot);
    const [top, bottom] = [knot.y - 7 / view.k, knot.y + 7 / view.k];
    const sides = { start: [right, top, right + long, bottom], end: [left - long, top, left, bottom] };
    const side = Object.keys(sides).find((one) => free(knot, sides[one], rank));
    if (side) names.push(sides[side]);
    const anchor = side ?? (view.applyX(right + long) < size.width ? "start" : "end");
    const away = (radius(knot) + 3 / view.k) * (anchor === "end" ? -1 : 1);
    d3.select(this).classed("named", Boolean(side)).attr("font-size", 11.5 / view.k).attr("text-anchor", anchor)
      .attr("x", knot.x + away).attr("y", knot.y);
  });
}

/** Knots do not shrink with the picture, so that a finger finds them. */
const radius = (knot) => knot.radius / Math.min(1, d3.zoomTransform(network.node()).k);

function circle(knot) {
  const r = radius(knot);
  return [knot.x - r, knot.y - r, knot.x + r, knot.y + r];
}

/** Show one person with whom they met, the others pale; everybody if there is none. */
function light(knot) {
  network.classed("lit", Boolean(knot));
  for (const drawn of [knotLayer.selectAll("g"), nameLayer.selectAll("text")]) {
    drawn.classed("near", (one) => knot && (one === knot || knot.met.has(one.key))).classed("here", (one) => one === knot);
  }
  lineLayer.selectAll("line").classed("near", (one) => knot && (one.source === knot || one.target === knot));
}

const dragging = d3.drag().filter((event) => !event.button)
  .on("start", (event) => {
    if (!event.active) force.alphaTarget(0.2).restart();
    [event.subject.fx, event.subject.fy] = [event.subject.x, event.subject.y];
  })
  .on("drag", (event) => {
    [event.subject.fx, event.subject.fy] = [event.x, event.y];
  })
  .on("end", (event) => {
    if (!event.active) force.alphaTarget(0);
    [event.subject.fx, event.subject.fy] = [null, null];
  });

const netZoom = d3.zoom().filter(within).scaleExtent([0.3, 8]).on("zoom", ({ transform }) => {
  scene.attr("transform", transform);
  label();
});
network.call(netZoom).on("dblclick.zoom", null);

function fit() {
  const knots = force.nodes();
  const [x0, x1] = d3.extent(knots, (knot) => knot.x);
  const [y0, y1] = d3.extent(knots, (knot) => knot.y);
  if (!knots.length) return;
  const margin = Math.min(100, size.width / 10); // for the names
  const scale = Math.min(2, (size.width - 2 * margin) / (x1 - x0 + 1), (size.height - 40) / (y1 - y0 + 1));
  const k = Math.max(0.3, scale);
  const middle = [size.width / 2 - (k * (x0 + x1)) / 2, size.height / 2 - (k * (y0 + y1)) / 2];
  network.call(netZoom.transform, d3.zoomIdentity.translate(...middle).scale(k));
}

by("network-in").addEventListener("click", () => network.call(netZoom.scaleBy, 1.5));
by("network-out").addEventListener("click", () => network.call(netZoom.scaleBy, 1 / 1.5));
by("network-all").addEventListener("click", fit);
by("network-calls").addEventListener("change", drawNetwork);
const roveKnots = roving(knotLayer.node(), "g.knot", nearest);
