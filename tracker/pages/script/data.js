// The events as the page was made with, and what is worked out from them once.

const report = JSON.parse(by("data").textContent);
const COUNTRIES = report.countries;
const STATUSES = ["held", "planned", "postponed", "cancelled", "denied"];
const collator = new Intl.Collator("en", { sensitivity: "base" });

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const DAY = 86400000;

/** The first and the last moment that "2023", "2023-07" or "2023-07-26" may mean, in milliseconds. */
function extent(date) {
  const [year, month, day] = date.split("-").map(Number);
  const at = (y, m, d) => new Date(0).setUTCFullYear(y, m, d);
  if (day) return [at(year, month - 1, day), at(year, month - 1, day) + DAY];
  if (month) return [at(year, month - 1, 1), at(year, month, 1)];
  return [at(year, 0, 1), at(year + 1, 0, 1)];
}

const countryName = (code) => COUNTRIES[code] ?? code;
const sideOf = (party) => party.country ?? party.org ?? "";
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

report.events.forEach((event, index) => {
  event.index = index;
  if (event.date) event.from = extent(event.date)[0];
  if (event.date) event.to = extent(event.end ?? event.date)[1];
  event.codes = [...new Set(event.participants.map((party) => party.country).filter(Boolean))].sort();
  event.place = [event.where, event.country].filter(Boolean).join(", ");
  event.sides = new Set([...event.codes, ...(event.type === "visit" && event.country ? [event.country] : [])]);
  const sources = event.told.flatMap((told) => {
    const source = report.sources[told.source];
    return [source.outlet, source.title, ...told.quotes.map((quote) => quote.quote)];
  });
  const words = [event.id, event.date, event.type, event.status, event.who, event.place, ...sources];
  const names = event.participants.flatMap((party) => [party.title, countryName(party.country)]);
  event.hay = fold([...words, ...names].filter(Boolean).join("\n"));
});

/** The two countries of each pair that took part in an event: each pair once. */
function countryPairs(event) {
  return event.codes.flatMap((one, index) => event.codes.slice(index + 1).map((other) => [one, other]));
}

/** Who is told to have met whom: persons and offices of two sides, no members of a delegation. */
function contacts(event, calls) {
  if (event.status !== "held" || !(event.type === "meeting" || (calls && event.type === "call"))) return [];
  const people = event.participants.filter(
    (party) => (party.kind === "person" || party.kind === "office") && party.role !== "member",
  );
  return people.flatMap((one, index) =>
    people
      .slice(index + 1)
      .filter((other) => !(sideOf(one) && sideOf(one) === sideOf(other)) && personKey(one) !== personKey(other))
      .map((other) => [one, other]),
  );
}

const personKey = (party) => (party.person ? `#${party.person}` : `${fold(party.name)}|${sideOf(party)}`);
