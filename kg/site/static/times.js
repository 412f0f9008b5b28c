// Narrows the timeline and draws it on the scale that was chosen. The address holds the choice.
// Without this script the list stands whole, and each year has a page of its own.
import { drawn, made, row } from "./rows.js";

const form = document.getElementById("times");
const list = document.getElementById("events");
const scale = document.getElementById("scale");
const whole = { rows: [...list.children], ticks: [...scale.children] };
const status = form.querySelector("[role=status]");
const pages = [...document.querySelectorAll("[data-whole]")];
const { root, of: words } = form.dataset;
const DAY = 86400000;
const WIDTH = 1000;
const LEAST = 6;
const TICKS = 4;
let events = [];
let every = [0, 0];

const day = (text) => (text ? Math.round(Date.parse(`${text}T00:00:00Z`) / DAY) : null);
const text = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const choice = () => new URLSearchParams(location.search);
const seen = () => {
  const asked = choice();
  const [first, last] = [day(asked.get("from")) ?? every[0], day(asked.get("to")) ?? every[1]];
  return first < last ? [first, last] : every;
};
const go = (changes) => {
  const asked = choice();
  Object.entries(changes).forEach(([name, value]) => (value ? asked.set(name, value) : asked.delete(name)));
  history.pushState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}`);
  show();
};

// As in the list that stands without this script: a block is a day or a span, brackets hold what happened once somewhere within.
const bar = (event, [first, last]) => {
  const svg = drawn("svg", { class: "bar", viewBox: `0 0 ${WIDTH} 14`, preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.append(drawn("path", { class: "hair", d: `M0 13.5H${WIDTH}` }));
  if (!event.form) return svg;
  const at = (number) => ((Math.min(Math.max(number, first), last) - first) * WIDTH) / (last - first);
  const x = Math.min(at(day(event.start) ?? first), WIDTH - LEAST);
  const width = Math.max(at((day(event.end) ?? last - 1) + 1) - x, LEAST);
  const kind = event.given ? "given" : "worked";
  const box = (left, wide, top = 2, high = 9) => drawn("rect", { class: kind, x: left, y: top, width: wide, height: high });
  const dotted = () => drawn("path", { class: "span dot", d: `M${x} 6.5h${width}` });
  if (event.form === "block") svg.append(box(x, width));
  else if (event.form === "within") svg.append(box(x, width, 5, 3), drawn("path", { class: "span", d: `M${x + 4} 1.5h-4v10h4M${x + width - 4} 1.5h4v10h-4` }));
  else if (event.form === "from-unknown") svg.append(dotted(), box(Math.max(x + width - LEAST, 0), LEAST));
  else svg.append(dotted(), box(x, LEAST));
  return svg;
};

const ticks = ([first, last]) => {
  const isShort = last - first < 31 * TICKS;
  const written = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: "UTC", year: "numeric", month: "short", ...(isShort ? { day: "numeric" } : {}) });
  return [...Array(TICKS + 1).keys()].map((at) => made("span", written.format(new Date((first + ((last - first) * at) / TICKS) * DAY))));
};

const meets = (event, [first, last]) => {
  const [start, end] = [day(event.start) ?? day(event.end), day(event.end) ?? day(event.start)];
  return start !== null && start <= last && end >= first;
};

const show = () => {
  const asked = choice();
  const isWhole = !asked.size;
  const chosen = [...form.querySelectorAll("select")].map((one) => [one.name, asked.get(one.name) ?? ""]);
  let found = events.filter((event) => chosen.every(([name, value]) => !value || (event.is[name] || []).includes(value)));
  const isZoomed = asked.has("from") || asked.has("to");
  const days = found.flatMap((event) => [day(event.start), day(event.end)]).filter((one) => one !== null);
  const window = isZoomed || days.length < 2 || Math.min(...days) === Math.max(...days) ? seen() : [Math.min(...days), Math.max(...days) + 1];
  if (isZoomed) found = found.filter((event) => meets(event, window));
  chosen.forEach(([name, value]) => { form.elements[name].value = value; });
  [form.elements.from.value, form.elements.to.value] = window.map(text);
  status.textContent = words.replace("{found}", found.length).replace("{count}", events.length);
  pages.forEach((one) => { one.hidden = !isWhole; });
  scale.replaceChildren(...(isWhole ? whole.ticks : ticks(window)));
  list.replaceChildren(...(isWhole ? whole.rows : found.map((event) => {
    const item = row(event, root);
    item.children[1].append(item.children[2]);
    item.append(bar(event, window));
    return item;
  })));
};

const zoom = (factor) => {
  const [first, last] = [form.elements.from.value, form.elements.to.value].map(day);
  const half = Math.max(4, ((last - first) * factor) / 2);
  const middle = (first + last) / 2;
  const next = [Math.max(every[0], Math.round(middle - half)), Math.min(every[1], Math.round(middle + half))];
  const isAll = next[0] === every[0] && next[1] === every[1];
  go({ from: isAll ? "" : text(next[0]), to: isAll ? "" : text(next[1]) });
};

form.addEventListener("change", ({ target }) => {
  if (target.name === "from" || target.name === "to") go({ from: form.elements.from.value, to: form.elements.to.value });
  else go({ [target.name]: target.value, from: "", to: "" });
});
form.addEventListener("click", ({ target }) => {
  if (target.name === "in") zoom(0.5);
  if (target.name === "out") zoom(2);
  if (target.name === "all") go(Object.fromEntries([...choice().keys()].map((name) => [name, ""])));
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", show);
if (location.protocol !== "file:") {
  const answer = await fetch(form.dataset.events);
  events = await answer.json();
  const days = events.flatMap((event) => [day(event.start), day(event.end)]).filter((one) => one !== null);
  if (days.length) {
    every = [Math.min(...days), Math.max(...days) + 1];
    form.hidden = false;
    show();
  }
}
