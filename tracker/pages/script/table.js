// The table: a page of rows at a time, sorted by any column.

const PAGE = 50;
const body = by("rows");
const sorted = { key: "date", down: false, page: 0 };
const printing = matchMedia("print");
let ordered = [];

const KEYS = {
  date: (event) => event.from ?? Infinity,
  type: (event) => event.type,
  status: (event) => event.status,
  who: (event) => event.who,
  place: (event) => event.place || "\uffff",
  sources: (event) => event.told.length,
};

const NUMBERS = new Set(["date", "sources"]);

function order() {
  const key = KEYS[sorted.key];
  const compare = NUMBERS.has(sorted.key) ? d3.ascending : collator.compare;
  const keyed = chosen.map((event) => [key(event), event]);
  const sign = sorted.down ? -1 : 1;
  keyed.sort((one, other) => sign * compare(one[0], other[0]) || one[1].index - other[1].index);
  ordered = keyed.map((pair) => pair[1]);
}

function row(event) {
  const sources = many(event.told.length, "source");
  const cell = (label, properties, ...children) => el("td", { "data-label": label, ...properties }, ...children);
  const first = event.told[0];
  const quote = first?.quotes[0]?.quote ?? "";
  return el(
    "tr",
    { tabindex: "-1", "data-id": event.id },
    cell("Date", { class: "date" }, event.when),
    cell("Type", {}, event.type),
    cell("Status", {}, badge(event.status)),
    cell("Who", { class: "who" }, event.who),
    cell("Where", {}, event.place),
    cell("Evidence", { class: "evidence" }, el("q", {}, quote), ...(printing.matches ? printed(event) : [])),
    cell("Sources", { class: "number", "aria-label": sources }, String(event.told.length)),
  );
}

/** On paper nothing can be opened, so each source is named with its address. */
function printed(event) {
  return event.told.map((told) => {
    const source = report.sources[told.source];
    const parts = [source.outlet, source.title ?? source.label, source.published, source.url, source.id];
    return el("small", { class: "source" }, parts.filter(Boolean).join(", "));
  });
}

function drawTable() {
  order();
  sorted.page = 0;
  drawPage();
}

function drawPage() {
  const all = printing.matches;
  const pages = Math.max(1, Math.ceil(ordered.length / PAGE));
  const start = all ? 0 : sorted.page * PAGE;
  const rows = all ? ordered : ordered.slice(start, start + PAGE);
  body.replaceChildren(...rows.map(row));
  by("page-of").textContent = ordered.length
    ? `${start + 1} to ${start + rows.length} of ${ordered.length.toLocaleString("en")}`
    : "no events fit";
  by("page-back").disabled = sorted.page === 0;
  by("page-on").disabled = sorted.page >= pages - 1;
  for (const head of document.querySelectorAll("#table th[data-key]")) {
    const here = head.dataset.key === sorted.key;
    head.setAttribute("aria-sort", here ? (sorted.down ? "descending" : "ascending") : "none");
  }
  roveRows();
}

const roveRows = roving(body, "tr", (rows, current, key) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  return step && rows[rows.indexOf(current) + step];
});

body.addEventListener("click", (event) => {
  const line = event.target.closest("tr");
  if (!line || String(getSelection())) return;
  const found = report.events.find((one) => one.id === line.dataset.id);
  show(`Event ${found.id}`, [found]);
});

for (const head of document.querySelectorAll("#table th[data-key]")) {
  head.querySelector("button").addEventListener("click", () => {
    sorted.down = head.dataset.key === sorted.key ? !sorted.down : false;
    sorted.key = head.dataset.key;
    drawTable();
  });
}

function turn(step) {
  sorted.page += step;
  drawPage();
  by("table").scrollIntoView({ block: "start" });
}
by("page-back").addEventListener("click", () => turn(-1));
by("page-on").addEventListener("click", () => turn(1));
printing.addEventListener("change", drawPage);
