// The panel with events in full, down to the quoted sentences and where they stand.

const panel = by("panel");
const AT_ONCE = 50;

/** Show these events, under a title; `more` is an element that goes on top. */
function show(title, events, more) {
  by("panel-title").textContent = title;
  const list = by("panel-events");
  list.replaceChildren();
  if (more) list.append(more);
  let shown = 0;
  const add = () => {
    for (const event of events.slice(shown, shown + AT_ONCE)) list.append(card(event));
    shown = Math.min(shown + AT_ONCE, events.length);
    if (shown < events.length) {
      const rest = many(events.length - shown, "more event");
      const button = el("button", { type: "button" }, `Show ${rest}`);
      button.addEventListener("click", () => {
        button.remove();
        add();
      });
      list.append(button);
    }
  };
  add();
  if (!panel.open) panel.showModal();
  panel.querySelector(".sheet").scrollTop = 0;
}

by("panel-close").addEventListener("click", () => panel.close());
panel.addEventListener("click", (event) => {
  if (event.target === panel) panel.close();
});

const badge = (status) => el("span", { class: `status ${status}` }, status);

function card(event) {
  const facts = [`event ${event.id}`, `confidence ${event.confidence}`];
  if (event.salience === "background") facts.push("told as background");
  if (event.part_of) facts.push(`part of ${event.part_of}`);
  return el(
    "article",
    { class: "card", "aria-label": `${event.type}, ${event.status}, ${event.when}` },
    el("h3", {}, el("span", { class: "when" }, event.when), ` ${capital(event.type)} `, badge(event.status)),
    event.place ? el("p", { class: "place" }, event.place) : null,
    el("ul", { class: "parties" }, ...event.participants.map(party)),
    ...event.told.map((told) => testimony(told, event)),
    el("p", { class: "facts" }, facts.join(" · ")),
  );
}

function party(one) {
  const side = one.country ? countryName(one.country) : one.org;
  const about = [one.title, one.kind === "country" ? null : side, one.role === "principal" ? null : one.role];
  const known = about.filter((text) => text && text !== one.name).join(", ");
  return el("li", {}, el("b", {}, one.name), known ? ` (${known})` : null);
}

function testimony(told, event) {
  const source = report.sources[told.source];
  const named = source.title ?? source.label ?? source.id;
  const about = [source.outlet, source.published ? `published ${source.published}` : "date unknown", source.id];
  const differs = told.status && told.status !== event.status;
  return el(
    "section",
    { class: "testimony" },
    ...told.quotes.map((quote) =>
      el("blockquote", {}, el("p", {}, quote.quote), el("small", {}, `characters ${quote.start} to ${quote.end}`)),
    ),
    el("p", { class: "source" }, link(source.href, named), ` (${about.filter(Boolean).join(", ")})`),
    source.url && !source.href ? el("p", { class: "source" }, source.url) : null,
    differs ? el("p", { class: "source" }, "This source tells it as ", badge(told.status)) : null,
  );
}
