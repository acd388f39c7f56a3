// Judging by keyboard: only while the list has the focus, so that no key is taken from
// whoever types or reads elsewhere.
const KEYS = { j: 1, k: -1 };

function isTyping(target) {
  return target.closest("textarea, select, input:not([type=checkbox])");
}

for (const list of document.querySelectorAll("[data-triage-list]")) {
  const items = [...list.querySelectorAll("[data-triage-item]")];
  const here = () => items.findIndex((item) => item.contains(document.activeElement));

  const move = (step) => {
    const next = items[Math.min(Math.max(here() + step, 0), items.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };

  const press = (name) => {
    const hasChosen = list.querySelector("[name=comment]:checked");
    const own = hasChosen ? list.querySelector(`[data-triage-all-${name}]`) : items[here()]?.querySelector(`[data-triage-${name}]`);
    own?.click();
  };

  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key in KEYS) move(KEYS[key]);
    else if (key === "x") items[here()]?.querySelector("[name=comment]:not(:disabled)")?.click();
    else if (key === "h") press("hide");
    else if (key === "d") press("keep");
    else if (key === "u") document.querySelector("[data-triage-undo]")?.click();
    else return;
    event.preventDefault();
  });
  list.querySelector("[data-triage-keys]")?.removeAttribute("hidden");
}
