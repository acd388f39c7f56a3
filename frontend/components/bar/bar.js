// A bar is drawn anew when its figures change: `sawt:draw` with pairs of kind and value.
const GAP = 0.6;
const SVG = "http://www.w3.org/2000/svg";

document.addEventListener("sawt:draw", ({ target, detail }) => {
  const parts = detail.filter(([, value]) => value > 0);
  const total = parts.reduce((sum, [, value]) => sum + value, 0);
  let x = 0;
  const drawn = parts.map(([kind, value], position) => {
    const length = (value / total) * 100;
    const part = document.createElementNS(SVG, "rect");
    part.setAttribute("class", `bar__part bar__part--${kind}`);
    part.setAttribute("x", x.toFixed(2));
    part.setAttribute("width", Math.max(length - (position < parts.length - 1 ? GAP : 0), 0.2).toFixed(2));
    part.setAttribute("height", "10");
    x += length;
    return part;
  });
  target.replaceChildren(...drawn);
});
