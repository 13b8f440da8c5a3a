// Elements are built here and nowhere else: text goes in as text, never as markup.

const by = (id) => document.getElementById(id);

/** An element with these properties; children are elements, or texts that are shown as they are. */
function el(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A link that only ever leads to a web page; any other address is shown as text. */
function link(address, text) {
  if (!/^https?:\/\/[^\s"<>]+$/i.test(address ?? "")) return el("span", {}, text);
  return el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text);
}

const many = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** `run` once the calls have paused. */
function later(run, milliseconds) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
}

/**
 * One tab stop for many things: `next(things, current, key)` gives the thing that a key leads to, or nothing.
 * Returns a function that is called after the things were drawn anew.
 */
function roving(box, selector, next) {
  const things = () => [...box.querySelectorAll(selector)];
  const stop = (thing) => {
    for (const other of box.querySelectorAll(`${selector}[tabindex="0"]`)) other.setAttribute("tabindex", "-1");
    thing.setAttribute("tabindex", "0");
  };
  box.addEventListener("focusin", (event) => {
    const thing = event.target.closest(selector);
    if (thing) stop(thing);
  });
  box.addEventListener("keydown", (event) => {
    const current = event.target.closest(selector);
    if (!current || event.target !== current || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      current.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      return;
    }
    const all = things();
    const found = event.key === "Home" ? all[0] : event.key === "End" ? all.at(-1) : next(all, current, event.key);
    if (!found) return;
    event.preventDefault();
    found.focus();
  });
  return () => {
    const all = things();
    for (const thing of all) thing.setAttribute("tabindex", "-1");
    const kept = all.find((thing) => thing === document.activeElement) ?? all[0];
    if (kept) kept.setAttribute("tabindex", "0");
  };
}

/** The thing whose middle lies nearest in the direction of an arrow key. */
function nearest(things, current, key) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!way) return undefined;
  const middle = (thing) => {
    const box = thing.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = middle(current);
  let best, least = Infinity;
  for (const thing of things) {
    if (thing === current) continue;
    const [dx, dy] = middle(thing).map((value, index) => value - [x, y][index]);
    const ahead = dx * way[0] + dy * way[1];
    const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    const distance = ahead + 4 * aside;
    if (ahead > 0.5 && distance < least) [best, least] = [thing, distance];
  }
  return best;
}
