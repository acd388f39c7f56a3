// The link stays a link; where the clipboard is there, a click copies it instead.
if (navigator.clipboard) {
  for (const link of document.querySelectorAll("[data-copy]")) {
    const words = link.querySelector("[data-copy-words]");
    const before = words.textContent;
    words.setAttribute("aria-live", "polite");
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      try {
        await navigator.clipboard.writeText(new URL(link.dataset.copy, location.href).href);
      } catch {
        location.href = link.href;
        return;
      }
      link.dataset.copied = "";
      words.textContent = link.dataset.done;
      setTimeout(() => {
        delete link.dataset.copied;
        words.textContent = before;
      }, 3000);
    });
  }
}
