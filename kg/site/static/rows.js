// What the scripts of lists share: an event as a row, its marks with their words.

export const made = (name, text, properties = {}) => {
  const element = Object.assign(document.createElement(name), properties);
  if (text) element.textContent = text;
  return element;
};

export const drawn = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
};

export const mark = (name) => {
  const svg = drawn("svg", { class: "m", "aria-hidden": "true" });
  svg.append(drawn("use", { href: `#${name}` }));
  return svg;
};

export const sure = ([name, words], more = false) => {
  const span = made("span", "", { className: more ? "sure more" : "sure" });
  span.append(mark(name), words);
  return span;
};

// An event: when, what with whom, how surely. `root` is the way to the root of the site.
export const row = (event, root) => {
  const item = made("li");
  const when = made("p", event.when[0], { className: "when" });
  if (event.when[1]) {
    const small = made("small");
    small.append(mark(event.when[1]), ` ${event.when[2]}`);
    when.append(small);
  }
  const middle = made("div");
  const head = made("h3");
  const link = made("a", event.title, { href: root + event.path });
  if (event.lang) link.lang = event.lang;
  head.append(link);
  if (event.state) head.append(" ", made("span", event.state, { className: "state" }));
  middle.append(head, made("p", event.by.map(([label, text]) => `${label}: ${text}`).join(" · "), { className: "by" }));
  const degrees = made("p");
  event.sure.forEach((one) => degrees.append(sure(one), " "));
  event.less.forEach((one) => degrees.append(sure(one, true), " "));
  item.append(when, middle, degrees);
  return item;
};
