// The editor of /sparql: Yasgui over the endpoint of this server; the plain form stays for whoever has no JavaScript.
"use strict";

const address = new URL("/sparql", location.href).href;
const plain = document.getElementById("plain");
const prefixes = JSON.parse(document.getElementById("prefixes").textContent);
plain.hidden = true;

const declared = (text) =>
  Object.entries(prefixes)
    .filter(([name]) => text.includes(`${name}:`) && !new RegExp(`PREFIX\\s+${name}:`, "i").test(text))
    .map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`)
    .join("") + text;

const yasgui = new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint: address, method: "GET" },
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [{ endpoint: address }] },
  persistenceId: null, // nothing is kept in the reader's browser
  yasqe: { value: declared(plain.elements.query.value), createShareableLink: shared },
});

function shared(yasqe) {
  return `${address}#query=${encodeURIComponent(yasqe.getValue())}`;
}

function show(text) {
  yasgui.getTab().getYasqe().setValue(declared(text));
}

document.getElementById("questions").addEventListener("change", (event) => {
  if (event.target.value) {
    show(event.target.value);
    history.replaceState(null, "", shared(yasgui.getTab().getYasqe()));
  }
});

const given = new URLSearchParams(location.hash.slice(1)).get("query");
if (given) {
  show(given);
}
