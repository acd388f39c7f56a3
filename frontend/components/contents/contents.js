// Which articles have been read stays on this device. An article counts as read when its
// end has been in view for a moment.
const contents = document.querySelector("[data-contents]");
const language = document.documentElement.lang;
const figures = new Intl.NumberFormat(language === "ar" ? "ar-u-nu-arab" : language);

function remember(key, read) {
  try {
    localStorage.setItem(key, JSON.stringify([...read]));
  } catch {
    // Nothing kept: the marks last for this page.
  }
}

function recall(key) {
  try {
    return new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {
    return new Set();
  }
}

if (contents) {
  const key = `read:${contents.dataset.contents}`;
  const read = recall(key);
  const links = new Map();
  for (const link of contents.querySelectorAll('a[href^="#"].contents__link:not([data-uncounted])')) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }
  const progress = contents.querySelector("[data-contents-progress]");
  const bar = progress.querySelector("progress");

  const show = () => {
    let count = 0;
    for (const [section, link] of links) {
      if (!read.has(section.id)) continue;
      count += 1;
      if (link.classList.contains("contents__link--read")) continue;
      link.classList.add("contents__link--read");
      const word = document.createElement("span");
      word.className = "unseen";
      word.textContent = contents.dataset.readWord;
      link.append(word);
    }
    const said = links.size === 0 ? "" : contents.dataset.said
      .replace("{read}", figures.format(count))
      .replace("{total}", figures.format(links.size));
    progress.hidden = links.size === 0;
    progress.querySelector("span").textContent = said;
    bar.max = links.size || 1;
    bar.value = count;
    bar.textContent = said;
    contents.querySelector("[data-contents-said]").textContent = said;
  };

  const timers = new Map();
  const see = (entry) => {
    const section = entry.target;
    const link = links.get(section);
    const endSeen = entry.isIntersecting && entry.boundingClientRect.bottom <= innerHeight + 4;
    if (entry.isIntersecting && entry.boundingClientRect.top < innerHeight / 2) {
      contents.querySelector("[aria-current]")?.removeAttribute("aria-current");
      contents.querySelector(".contents__link--current")?.classList.remove("contents__link--current");
      link.setAttribute("aria-current", "location");
      link.classList.add("contents__link--current");
    }
    clearTimeout(timers.get(section));
    if (!endSeen || read.has(section.id)) return;
    timers.set(section, setTimeout(() => {
      read.add(section.id);
      remember(key, read);
      show();
    }, 1200));
  };
  const watcher = new IntersectionObserver((entries) => entries.forEach(see), {
    threshold: [0, 0.25, 0.5, 0.75, 1],
  });
  for (const section of links.keys()) watcher.observe(section);
  show();
}
