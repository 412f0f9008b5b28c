// Searches the index beside this site: nothing that is typed leaves it. Words are folded as the index is.
const form = document.getElementById("search");
const input = form.querySelector("input");
const list = document.getElementById("hits");
const status = document.getElementById("found");
const MOST = 60;

const read = async (name) => (await fetch(form.dataset.index + name)).json();
let opened = null;
const open = () => {
  opened ??= read("index.json").then(async (index) => ({
    fold: index.fold,
    rows: (await Promise.all([...Array(index.parts).keys()].map((number) => read(`${number}.json`)))).flat(),
  }));
  return opened;
};

const folded = (text, table) => [...text.normalize("NFC").toLowerCase()]
  .map((letter) => table[letter] ?? letter.normalize("NFKD").replace(/\p{M}/gu, "")).join("")
  .split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// A whole word counts most, a word that begins so next; every word that was typed has to be there. What is called just so is first.
const rank = (row, wanted, fold) => {
  const words = row[3].split(" ");
  const each = wanted.map((one) => (words.includes(one) ? 3 : words.some((word) => word.startsWith(one)) ? 2 : one.length > 3 && row[3].includes(one) ? 1 : 0));
  if (!each.every(Boolean)) return 0;
  const isCalledSo = folded(row[0], fold).join(" ") === wanted.join(" ");
  return each.reduce((sum, one) => sum + one, 0) / (1 + words.length / 40) + (isCalledSo ? 4 * wanted.length : 0);
};

const hit = ([title, path, kind, , lang]) => {
  const item = document.createElement("li");
  const note = document.createElement("p");
  note.className = "when";
  const small = document.createElement("small");
  small.textContent = kind;
  note.append(small);
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = form.dataset.root + path;
  link.textContent = title;
  if (lang) link.lang = lang;
  box.append(link);
  item.append(note, box);
  return item;
};

const search = async () => {
  const text = new URLSearchParams(location.search).get("q") ?? "";
  input.value = text;
  if (!text.trim()) return;
  status.textContent = form.dataset.busy;
  const { fold, rows } = await open();
  const wanted = folded(text, fold);
  const found = rows.map((row, at) => [rank(row, wanted, fold), at]).filter(([score]) => score > 0).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  list.replaceChildren(...found.slice(0, MOST).map(([, at]) => hit(rows[at])));
  status.textContent = found.length ? form.dataset.found.replace("{count}", found.length) : form.dataset.none;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = new URL(location.href);
  address.searchParams.set("q", input.value);
  history.pushState(null, "", address);
  search();
});
addEventListener("popstate", search);
search();
