// Narrows the list of acts. The address holds the choice, so that it can be kept, sent and gone back from.
// Without this script each value leads to its own page, and the list stands whole.
import { made, row } from "./rows.js";

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
const label = (facet, value) => {
  const item = box.querySelector(`[data-facet="${CSS.escape(facet)}"] [data-value="${CSS.escape(value)}"]`);
  return item ? item.children[1].textContent : value;
};

const show = () => {
  const pairs = choice();
  const found = acts.filter((act) => pairs.every((pair) => has(act, pair)));
  list.replaceChildren(...(pairs.length ? found.map((act) => row(act, root)) : whole));
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
