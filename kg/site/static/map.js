// Draws the map of the acts: the places of map.json over the land of map-land.json. The address holds the place that is open.
// Without this script the list below says the same.
"use strict";
(() => {
  const box = document.getElementById("map");
  if (!box || location.protocol === "file:") return;
  const root = box.dataset.root;
  const made = (name, text, properties = {}) => {
    const element = Object.assign(document.createElement(name), properties);
    if (text) element.textContent = text;
    return element;
  };
  const drawn = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const mark = (name) => {
    const svg = drawn("svg", { class: "m", "aria-hidden": "true" });
    svg.append(drawn("use", { href: `#${name}` }));
    return svg;
  };

  // A disc as large as there are many acts; filled by the share of those that are stated as fact; dashed where only the whole area is known.
  const disc = (spot) => {
    const size = Math.min(40, 14 + 5 * Math.sqrt(spot.acts.length));
    const svg = drawn("svg", { class: "spot", viewBox: "-9 -9 18 18", width: size, height: size, "aria-hidden": "true" });
    const isRough = spot.rough === spot.acts.length;
    svg.append(drawn("circle", { class: "ring", r: 6 }));
    if (isRough) svg.append(drawn("circle", { class: "rough", r: 9 }));
    const share = spot.acts.filter((act) => act.firm).length / spot.acts.length;
    if (share === 1) svg.append(drawn("circle", { class: "all", r: 6 }));
    else if (share > 0) {
      const [x, y] = [6 * Math.sin(2 * Math.PI * share), -6 * Math.cos(2 * Math.PI * share)];
      svg.append(drawn("path", { class: "all", d: `M0 0V-6A6 6 0 ${share > 0.5 ? 1 : 0} 1 ${x} ${y}Z` }));
    }
    const label = made("span", spot.name, { className: "name", lang: spot.lang });
    const whole = made("span");
    whole.append(svg, label);
    return { whole, size };
  };

  const told = (spot) => {
    const whole = made("div");
    const head = made("h3");
    head.append(made("a", spot.name, { href: root + spot.path, lang: spot.lang }));
    const list = made("ol");
    spot.acts.forEach((act) => {
      const item = made("li");
      const line = made("p");
      line.append(made("a", act.title, { href: root + act.path, lang: act.lang }), ` (${act.when})`);
      const degrees = made("p", "", { className: "meta" });
      act.sure.forEach(([name, words]) => {
        const span = made("span", "", { className: "sure" });
        span.append(mark(name), words);
        degrees.append(span, " ");
      });
      if (act.rough) degrees.append(act.rough);
      item.append(line, degrees);
      list.append(item);
    });
    whole.append(head, list);
    return whole;
  };

  const open = ([spots, land]) => {
    box.hidden = false;
    document.getElementById("map-key").hidden = false;
    const map = L.map(box, { attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: 10, zoomSnap: 0.5 });
    L.control.zoom({ zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
    L.geoJSON(land, { interactive: false, style: (country) => ({ className: country.properties.home ? "land home" : "land" }) }).addTo(map);
    const markers = new Map(spots.map((spot) => {
      const { whole, size } = disc(spot);
      const icon = L.divIcon({ html: whole, className: "place", iconSize: [size, size] });
      const marker = L.marker(spot.at, { icon, title: spot.name, alt: spot.name }).addTo(map);
      marker.bindPopup(told(spot), { maxWidth: 360, maxHeight: 300, closeButton: true });
      marker.on("popupopen", () => {
        const close = box.querySelector(".leaflet-popup-close-button");
        if (close) close.setAttribute("aria-label", box.dataset.close);
        history.replaceState(null, "", `?place=${encodeURIComponent(spot.id)}`);
      });
      marker.on("popupclose", () => history.replaceState(null, "", location.pathname));
      return [spot.id, marker];
    }));
    box.addEventListener("keydown", ({ key }) => {
      const open = [...markers.values()].find((marker) => marker.isPopupOpen());
      if (key !== "Escape" || !open) return;
      open.closePopup();
      open.getElement().focus();
    });
    // A name that would stand on another disc stands at the left of its own.
    const part = () => {
      const all = [...markers.values()].map((marker) => [marker, map.latLngToContainerPoint(marker.getLatLng())]);
      all.forEach(([marker, at]) => {
        const isNear = all.some(([, other]) => other.x > at.x && other.x - at.x < 90 && Math.abs(other.y - at.y) < 18);
        marker.getElement()?.classList.toggle("west", isNear);
      });
    };
    map.on("zoomend", part);
    map.fitBounds(L.latLngBounds(spots.map((spot) => spot.at)).pad(0.15), { maxZoom: 7, animate: false });
    part();
    const wanted = markers.get(new URLSearchParams(location.search).get("place"));
    if (wanted) wanted.openPopup();
  };

  const read = async (address) => (await fetch(address)).json();
  Promise.all([read(box.dataset.spots), read(box.dataset.land)]).then(open);
})();
