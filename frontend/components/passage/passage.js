// Beside words that are selected stands a link to comment on them. Who cannot select
// finds every sentence under "sentence by sentence".
const LONGEST = 1500;
const AROUND = 60;
const BREAKS = "br, p, li, tr, td, th";
let offer = null;

function wordsOf(range) {
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  for (const hidden of copy.querySelectorAll(".unseen")) hidden.remove();
  for (const part of copy.querySelectorAll(BREAKS)) part.before(" ");
  return copy.textContent.replace(/\s+/g, " ");
}

function around(text, from, to) {
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return wordsOf(range);
}

function addressOf(text, range) {
  const address = new URL(text.dataset.quotable, location.href);
  const before = around(text, [text, 0], [range.startContainer, range.startOffset]);
  const after = around(text, [range.endContainer, range.endOffset], [text, text.childNodes.length]);
  address.searchParams.set("exact", wordsOf(range).trim());
  address.searchParams.set("prefix", before.slice(-AROUND).trim());
  address.searchParams.set("suffix", after.slice(0, AROUND).trim());
  return address.href;
}

function show(text, range) {
  offer ??= document.createElement("a");
  offer.className = "button button--primary passage__offer";
  offer.textContent = text.dataset.quoteLabel;
  offer.href = addressOf(text, range);
  text.after(offer);
  const box = range.getBoundingClientRect();
  const frame = offer.offsetParent?.getBoundingClientRect() ?? { top: -scrollY, left: -scrollX };
  offer.style.top = `${box.bottom - frame.top + 8}px`;
  const start = getComputedStyle(text).direction === "rtl" ? box.right - offer.offsetWidth : box.left;
  offer.style.left = `${Math.max(0, start - frame.left)}px`;
}

function look() {
  const selection = document.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  const node = range?.commonAncestorContainer;
  const text = (node instanceof Element ? node : node?.parentElement)?.closest("[data-quotable]");
  const words = range?.toString().trim() ?? "";
  if (text && words.length > 1 && words.length <= LONGEST) show(text, range);
  else if (document.activeElement !== offer) offer?.remove();
}

if (document.querySelector("[data-quotable]")) {
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 250);
  });
}

// On wide screens what was said on marked words opens beside the text, above whatever
// stands there already, so that nothing half-written is disturbed.
const wide = matchMedia("(min-width: 72rem)");

async function open(mark, beside) {
  const answer = await fetch(mark.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = page.querySelector("[data-passage]");
  if (!answer.ok || !said) throw new Error(answer.status);
  beside.querySelector("[data-passage]")?.remove();
  beside.prepend(said);
  said.tabIndex = -1;
  said.focus();
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".passage__mark");
  const beside = mark?.closest("[data-section]")?.querySelector(".draft-section__aside");
  if (!beside || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(mark, beside).catch(() => location.assign(mark.href));
});
