// Which events are shown: one choice, which the pictures and the table follow.

const FIELDS = ["text", "country", "type", "status", "since", "until"];
const field = (name) => by(`filter-${name}`);
let chosen = report.events;

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function fill(select, counts, named) {
  const options = [...counts].map(([value, count]) => [named(value), value, count]);
  options.sort((one, other) => collator.compare(one[0], other[0]));
  for (const [name, value, count] of options) select.append(el("option", { value }, `${name} (${count})`));
}

fill(field("country"), counted(report.events.flatMap((event) => [...event.sides])), countryName);
fill(field("type"), counted(report.events.map((event) => event.type)), String);
fill(field("status"), counted(report.events.map((event) => event.status)), String);

function choose() {
  const [text, country, type, status, since, until] = FIELDS.map((name) => field(name).value.trim());
  const words = fold(text).split(/\s+/).filter(Boolean);
  const first = since ? extent(since)[0] : -Infinity;
  const last = until ? extent(until)[1] : Infinity;
  const dated = Boolean(since || until);
  chosen = report.events.filter(
    (event) =>
      (!type || event.type === type) &&
      (!status || event.status === status) &&
      (!country || event.sides.has(country)) &&
      (!dated || (event.date && event.from < last && event.to > first)) &&
      words.every((word) => event.hay.includes(word)),
  );
  const all = report.events.length;
  by("count").textContent =
    chosen.length === all ? many(all, "event") : `${chosen.length.toLocaleString("en")} of ${many(all, "event")}`;
  redraw();
}

function setFilters(values) {
  for (const [name, value] of Object.entries(values)) field(name).value = value;
  choose();
}

const soon = later(choose, 120);
for (const name of FIELDS) field(name).addEventListener("input", soon);
by("filters").addEventListener("submit", (event) => event.preventDefault());
by("filters").addEventListener("reset", () => setTimeout(choose, 0));
