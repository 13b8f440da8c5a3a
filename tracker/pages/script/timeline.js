// When: a lane for each type, a mark for each event, a bar with a number where there are too many for marks.

const LANE = 30, MARK = 9, TOP = 22, STACK = 3, LEFT = 84, RIGHT = 18;
const timeline = d3.select("#timeline");
const lanesLayer = timeline.append("g");
const axisLayer = timeline.append("g").attr("class", "axis");
const marksLayer = timeline.append("g");
const SHAPES = {
  held: d3.symbolCircle,
  planned: d3.symbolCircle,
  postponed: d3.symbolTriangle,
  cancelled: d3.symbolTimes,
  denied: d3.symbolSquare,
};
const shape = (status) => d3.symbol(SHAPES[status] ?? d3.symbolCircle, status === "cancelled" ? 60 : 42)();

const time = { base: d3.scaleUtc(), now: d3.scaleUtc(), lanes: [], width: 0 };

/** The wheel and one finger scroll the page; with Ctrl, or with two fingers, they zoom. */
function within(event) {
  if (event.type === "wheel") return event.ctrlKey || event.metaKey;
  return !event.button && !(event.type === "touchstart" && event.touches.length < 2);
}

const timeZoom = d3.zoom().filter(within).scaleExtent([1, 4000]).on("zoom", ({ transform }) => {
  time.now = transform.rescaleX(time.base);
  drawMarks();
});
timeline.call(timeZoom).on("dblclick.zoom", null);

function drawTimeline() {
  const dated = chosen.filter((event) => event.date);
  const undated = chosen.length - dated.length;
  by("timeline-undated").textContent = undated ? `${many(undated, "undated event")} only in the table.` : "";
  by("timeline-none").hidden = dated.length > 0;
  time.lanes = [...new Set(dated.map((event) => event.type))].sort(
    (one, other) => report.types.indexOf(one) - report.types.indexOf(other),
  );
  time.width = timeline.node().parentNode.clientWidth;
  const height = TOP + time.lanes.length * LANE + 24;
  timeline.attr("viewBox", `0 0 ${time.width} ${height}`).attr("width", time.width).attr("height", height);
  const first = d3.min(dated, (event) => event.from) ?? Date.UTC(2000, 0);
  const last = d3.max(dated, (event) => event.to) ?? Date.UTC(2001, 0);
  const starts = dated.map((event) => event.from).sort(d3.ascending);
  const early = d3.quantile(starts, 0.06) ?? first;
  time.base = d3.scaleUtc([first - margin(last - first), last + margin(last - early)], [LEFT, time.width - RIGHT]);
  const edges = [[LEFT, 0], [time.width - RIGHT, height]];
  timeZoom.extent(edges).translateExtent(edges);
  const lane = lanesLayer.selectAll("g").data(time.lanes).join((enter) => {
    const made = enter.append("g");
    made.append("line").attr("class", "lane");
    made.append("text").attr("x", 0).attr("dy", "0.32em");
    return made;
  });
  lane.attr("transform", (_, index) => `translate(0,${TOP + index * LANE + LANE / 2})`);
  lane.select("text").text(String);
  lane.select("line").attr("x1", LEFT).attr("x2", time.width);
  axisLayer.attr("transform", `translate(0,${TOP + time.lanes.length * LANE})`);
  openTime(starts, early - margin(last - early));
}

const margin = (length) => Math.max(DAY, length * 0.02);

/** Start where most events are: a few from long ago would press the others into a corner. */
function openTime(starts, from) {
  const [first, last] = time.base.domain().map(Number);
  const part = (last - from) / (last - first);
  const early = d3.bisectLeft(starts, from);
  const cut = part < 0.6 && early > 0;
  by("timeline-early").textContent = cut ? `${many(early, "earlier event")}: see Whole.` : "";
  const right = time.base.range()[1];
  const identity = d3.zoomIdentity;
  timeline.call(timeZoom.transform, cut ? identity.translate(right - right / part, 0).scale(1 / part) : identity);
}

/** What is drawn in one lane: its events in columns of a mark's width. */
function columns(events) {
  const found = new Map();
  const [left, right] = time.now.range();
  for (const event of events) {
    const x = time.now((event.from + event.to) / 2);
    if (x < left - 2 || x > right + 2) continue;
    const column = Math.round(x / MARK);
    if (!found.has(column)) found.set(column, []);
    found.get(column).push(event);
  }
  return found;
}

function drawMarks() {
  const marks = [];
  const spans = [];
  const lanes = d3.group(chosen.filter((event) => event.date), (event) => event.type);
  time.lanes.forEach((type, lane) => {
    const middle = TOP + lane * LANE + LANE / 2;
    for (const [column, events] of columns(lanes.get(type) ?? [])) {
      const x = column * MARK;
      if (events.length > STACK) {
        marks.push({ key: `${type} ${column}`, x, y: middle, events });
        continue;
      }
      events.forEach((event, place) => {
        const y = middle + (place - (events.length - 1) / 2) * MARK;
        marks.push({ key: event.id, x, y, events: [event] });
        const [from, to] = [time.now(event.from), time.now(event.to)];
        if (to - from > 2 * MARK) spans.push({ key: event.id, from: Math.max(LEFT, from), to, y });
      });
    }
  });
  const most = d3.max(marks, (mark) => mark.events.length) ?? 1;
  const tall = (mark) => 14 + 14 * Math.sqrt(mark.events.length / most);
  marksLayer
    .selectAll("line")
    .data(spans, (span) => span.key)
    .join("line")
    .attr("class", "span")
    .attr("x1", (span) => span.from)
    .attr("x2", (span) => Math.min(time.width, span.to))
    .attr("y1", (span) => span.y)
    .attr("y2", (span) => span.y);
  marksLayer
    .selectAll("g")
    .data(marks, (mark) => mark.key)
    .join(newMark)
    .attr("transform", (mark) => `translate(${mark.x},${mark.y})`)
    .attr("aria-label", markLabel)
    .each(function (mark) {
      const drawn = d3.select(this);
      drawn.select("text").text(mark.events.length > STACK ? Math.min(mark.events.length, 999) : "");
      drawn.select("rect").attr("y", -tall(mark) / 2).attr("height", tall(mark));
      drawn.select("title").text(markLabel(mark));
    });
  axisLayer.call(d3.axisBottom(time.now).ticks(Math.max(2, time.width / 110)).tickSizeOuter(0));
  roveMarks();
}

function newMark(enter) {
  const made = enter.append("g").attr("class", "mark").attr("role", "button").attr("tabindex", -1);
  const one = made.filter((mark) => mark.events.length === 1);
  one.append("path").attr("d", (mark) => shape(mark.events[0].status));
  one.attr("class", (mark) => `mark ${mark.events[0].status}`);
  const some = made.filter((mark) => mark.events.length > 1).attr("class", "mark bar");
  some.append("rect").attr("x", -4).attr("width", 8).attr("rx", 1);
  some.append("text").attr("dy", "0.32em").attr("transform", "rotate(-90)");
  made.append("title");
  return made;
}

function markLabel(mark) {
  const [first] = mark.events;
  if (mark.events.length > 1) return `${mark.events.length} of type ${first.type} about ${first.when}`;
  return `${first.when}: ${first.type}, ${first.status}: ${first.who}${first.place ? `, ${first.place}` : ""}`;
}

marksLayer.node().addEventListener("click", (event) => {
  const group = event.target.closest("g.mark");
  if (!group) return;
  const mark = d3.select(group).datum();
  show(mark.events.length > 1 ? markLabel(mark) : `Event ${mark.events[0].id}`, mark.events);
});

function zoomTime(factor) {
  if (factor) timeline.call(timeZoom.scaleBy, factor);
  else timeline.call(timeZoom.transform, d3.zoomIdentity);
}

by("timeline-in").addEventListener("click", () => zoomTime(2));
by("timeline-out").addEventListener("click", () => zoomTime(0.5));
by("timeline-all").addEventListener("click", () => zoomTime(0));
by("timeline-choose").addEventListener("click", () => {
  const day = (x) => new Date(time.now.invert(x)).toISOString().slice(0, 10);
  setFilters({ since: day(LEFT), until: day(time.width - RIGHT) });
});
timeline.node().addEventListener("keydown", (event) => {
  const factor = { "+": 2, "=": 2, "-": 0.5, 0: 0 }[event.key];
  if (factor === undefined || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  zoomTime(factor);
});
const roveMarks = roving(marksLayer.node(), "g.mark", nearest);

for (const status of STATUSES) {
  const svg = d3.create("svg").attr("viewBox", "-6 -6 12 12").attr("aria-hidden", "true").attr("class", `mark ${status}`);
  svg.append("path").attr("d", shape(status));
  by("legend").append(el("li", {}, svg.node(), status));
}
