// Which countries had to do with one another: events that both took part in.

const FEW = 20;
const matrix = by("matrix");
let allCountries = false;

function drawMatrix() {
  const pairs = new Map();
  const totals = new Map();
  for (const event of chosen) {
    for (const pair of countryPairs(event)) {
      const key = pair.join(" ");
      if (!pairs.has(key)) pairs.set(key, []);
      pairs.get(key).push(event);
      for (const code of pair) totals.set(code, (totals.get(code) ?? 0) + 1);
    }
  }
  const ranked = [...totals].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const codes = ranked.slice(0, allCountries ? Infinity : FEW).map((pair) => pair[0]);
  const held = (events) => events.filter((event) => event.status === "held").length;
  const most = d3.max([...pairs.values()], (events) => events.length) ?? 1;

  const head = el("tr", {}, el("td", {}));
  for (const code of codes) head.append(el("th", { scope: "col", title: countryName(code) }, code));
  const lines = codes.map((one) => {
    const line = el("tr", {}, el("th", { scope: "row" }, countryName(one), el("span", { class: "code" }, ` ${one}`)));
    for (const other of codes) {
      const events = pairs.get([one, other].sort().join(" "));
      line.append(el("td", one === other ? { class: "self" } : {}, events ? cell(one, other, events) : ""));
    }
    return line;
  });
  function cell(one, other, events) {
    const took = held(events);
    const open = events.length - took;
    const names = `${countryName(one)} and ${countryName(other)}`;
    const label = `${names}: ${took} held${open ? `, ${open} planned or called off` : ""}`;
    const shade = Math.ceil((5 * Math.sqrt(events.length)) / Math.sqrt(most));
    const button = el("button", { type: "button", class: `shade-${shade}`, "aria-label": label, title: label });
    button.append(String(took), open ? el("sup", {}, `+${open}`) : "");
    button.addEventListener("click", () => {
      const filter = el("button", { type: "button" }, `Only ${countryName(one)} in all pictures`);
      filter.addEventListener("click", () => {
        panel.close();
        setFilters({ country: one });
      });
      show(names, events, filter);
    });
    return button;
  }
  matrix.replaceChildren(el("thead", {}, head), el("tbody", {}, ...lines));
  const more = by("matrix-all");
  more.hidden = ranked.length <= FEW;
  more.textContent = allCountries ? `Only the ${FEW} with most` : `All ${ranked.length} countries`;
  by("matrix-none").hidden = codes.length > 0;
  roveMatrix();
}

by("matrix-all").addEventListener("click", () => {
  allCountries = !allCountries;
  drawMatrix();
});
const roveMatrix = roving(matrix, "button", nearest);
