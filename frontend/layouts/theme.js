// Loaded before the page is drawn, so that a chosen theme never flashes the other one.
try {
  const kept = localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
} catch {
  // Private windows may refuse storage; the page then follows the system.
}
