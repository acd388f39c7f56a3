// Leaflet is fetched when a map comes into view, and only if there is ground to show:
// tiles of the city's own choice, or its districts. Otherwise the list stays alone.
function load(tag, attributes) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", done);
    element.addEventListener("error", failed);
    document.head.append(element);
  });
}

function points(frame) {
  return [...frame.querySelectorAll("[data-latitude]")].map((item) => ({
    at: [Number(item.dataset.latitude), Number(item.dataset.longitude)],
    item,
  }));
}

async function draw(frame) {
  const { script, styles, tiles, districts, credit } = frame.dataset;
  const ground = districts ? await (await fetch(districts)).json() : null;
  await Promise.all([load("link", { rel: "stylesheet", href: styles }), load("script", { src: script })]);
  const canvas = frame.querySelector("[data-map-canvas]");
  canvas.hidden = false;
  canvas.dir = "ltr";
  const map = L.map(canvas, { attributionControl: Boolean(credit), scrollWheelZoom: false, zoomControl: false });
  L.control.zoom({ zoomInTitle: frame.dataset.zoomIn, zoomOutTitle: frame.dataset.zoomOut }).addTo(map);
  if (tiles) L.tileLayer(tiles, { attribution: credit }).addTo(map);
  const all = L.featureGroup().addTo(map);
  if (ground) L.geoJSON(ground, { style: { className: "map__district" }, interactive: false }).addTo(all);
  for (const { at, item } of points(frame)) {
    const words = document.createElement("div");
    words.dir = "auto";
    words.append(...[...item.childNodes].map((node) => node.cloneNode(true)));
    L.circleMarker(at, { className: "map__point", radius: 9 }).bindPopup(words).addTo(all);
  }
  map.fitBounds(all.getBounds(), { padding: [24, 24], maxZoom: 15 });
}

const near = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    draw(target).catch(() => {
      target.querySelector("[data-map-canvas]").hidden = true;
    });
  }
}, { rootMargin: "200px" });

for (const frame of document.querySelectorAll("[data-map]")) {
  if (frame.dataset.tiles || frame.dataset.districts) near.observe(frame);
}
