// Marks that there is JavaScript; if anything fails before the page is drawn, the plain table comes back.
const page = document.documentElement;
page.classList.add("js");
addEventListener("error", () => page.classList.contains("ready") || page.classList.remove("js"));
