// The theme, and the first drawing.

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const themed = by("theme");

function theme(wanted) {
  if (wanted) root.dataset.theme = wanted;
  const now = root.dataset.theme ?? (dark.matches ? "dark" : "light");
  themed.textContent = now === "dark" ? "Light page" : "Dark page";
}
themed.addEventListener("click", () => {
  const now = root.dataset.theme ?? (dark.matches ? "dark" : "light");
  theme(now === "dark" ? "light" : "dark");
});
dark.addEventListener("change", () => theme());
theme();

function redraw() {
  drawTable();
  drawTimeline();
  drawMatrix();
  drawNetwork();
}

let wide = innerWidth;
addEventListener("resize", later(() => {
  if (innerWidth === wide) return;
  wide = innerWidth;
  drawTimeline();
  drawNetwork();
}, 150));

choose();
by("plain").remove();
root.classList.add("ready");
