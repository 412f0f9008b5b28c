// Narrows the list of acts. The address holds the choice, so that it can be kept, sent and gone back from.
// Without this script each value leads to its own page, and the list stands whole.
"use strict";
(() => {
  const box = document.getElementById("acts");
  const list = document.getElementById("hits");
  const status = box.querySelector("[role=status] b");
  const chosen = box.querySelector(".chosen");
  const pages = box.querySelector(".pages");
  const root = box.dataset.root;
  const whole = [...list.children];
  let acts = null;

  const choice = () => [...new URLSearchParams(location.search)].filter(([facet]) => box.querySelector(`[data-facet="${CSS.escape(facet)}"]`));
  const address = (pairs) => `${location.pathname}${pairs.length ? `?${new URLSearchParams(pairs)}` : ""}`;
  const has = (act, [facet, value]) => (act.is[facet] || []).includes(value);
  const made = (name, text, properties = {}) => {
    const element = Object.assign(document.createElement(name), properties);
    if (text) element.textContent = text;
    return element;
  };
  const mark = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "m");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#${name}`);
    svg.append(use);
    return svg;
  };
  const sure = ([name, words], more) => {
    const span = made("span", "", { className: more ? "sure more" : "sure" });
    span.append(mark(name), words);
    return span;
  };
  const row = (act) => {
    const item = made("li");
    const when = made("p", act.when[0], { className: "when" });
    if (act.when[1]) {
      const small = made("small");
      small.append(mark(act.when[1]), ` ${act.when[2]}`);
      when.append(small);
    }
    const middle = made("div");
    const head = made("h3");
    const link = made("a", act.title, { href: root + act.path });
    if (act.lang) link.lang = act.lang;
    head.append(link);
    if (act.state) head.append(" ", made("span", act.state, { className: "state" }));
    middle.append(head, made("p", act.by.map(([label, text]) => `${label}: ${text}`).join(" · "), { className: "by" }));
    const degrees = made("p");
    act.sure.forEach((one) => degrees.append(sure(one, false), " "));
    act.less.forEach((one) => degrees.append(sure(one, true), " "));
    item.append(when, middle, degrees);
    return item;
  };
  const label = (facet, value) => {
    const item = box.querySelector(`[data-facet="${CSS.escape(facet)}"] [data-value="${CSS.escape(value)}"]`);
    return item ? item.children[1].textContent : value;
  };

  const show = () => {
    const pairs = choice();
    const found = acts.filter((act) => pairs.every((pair) => has(act, pair)));
    list.replaceChildren(...(pairs.length ? found.map(row) : whole));
    if (pages) pages.hidden = pairs.length > 0;
    status.textContent = box.dataset.of.replace("{found}", found.length).replace("{count}", acts.length);
    chosen.hidden = !pairs.length;
    chosen.replaceChildren(...pairs.map((pair) => {
      const link = made("a", "", { href: address(pairs.filter((one) => one !== pair)) });
      const facet = box.querySelector(`[data-facet="${CSS.escape(pair[0])}"] > summary`).textContent;
      link.append(made("b", facet), ` ${label(...pair)} `, made("span", "×", { ariaHidden: "true" }), made("span", `, ${box.dataset.remove}`, { className: "away" }));
      return link;
    }), made("a", box.dataset.clear, { href: address([]) }));
    box.querySelectorAll("[data-facet]").forEach((facet) => {
      const own = facet.dataset.facet;
      const others = pairs.filter(([name]) => name !== own);
      const left = acts.filter((act) => others.every((pair) => has(act, pair)));
      facet.querySelectorAll("[data-value]").forEach((item) => {
        const value = item.dataset.value;
        const count = left.filter((act) => has(act, [own, value])).length;
        const isOn = pairs.some(([name, one]) => name === own && one === value);
        item.toggleAttribute("data-on", isOn);
        item.hidden = !count && !isOn && own !== "certainty";
        item.lastElementChild.textContent = count;
        const slot = item.children[1];
        const words = slot.querySelector("a, span");
        const next = count || isOn ? made("a", words.textContent, { href: address(isOn ? others : [...others, [own, value]]), rel: "nofollow" }) : made("span", words.textContent, { className: "zero" });
        if (isOn) next.setAttribute("aria-current", "true");
        words.replaceWith(next);
      });
    });
  };

  box.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !acts || link.origin !== location.origin || link.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    show();
  });
  addEventListener("popstate", () => acts && show());
  if (location.protocol !== "file:") fetch(box.dataset.acts).then((answer) => answer.json()).then((data) => { acts = data.acts; show(); });
})();
