// New replies are announced and wait until they are asked for; figures change in place.
// Nothing moves what is being read, takes the focus or touches what is being written.
const language = document.documentElement.lang;
const figures = new Intl.NumberFormat(language === "ar" ? "ar-u-nu-arab" : language);
const plural = new Intl.PluralRules(language);
const AT_A_TIME = 40;
const MOST_WAITING = 400;
const QUIET = 4_000;
const DEEPEST = 4;

function phrase(forms, count) {
  const form = JSON.parse(forms);
  return (form[plural.select(count)] ?? form.other).replace("{count}", figures.format(count));
}

function cardOf(id) {
  return document.getElementById(`comment-${id}`);
}

function setFigure(card, name, count) {
  const act = card.querySelector(`:scope > .comment-acts [data-figure="${name}"]`);
  if (act) act.textContent = count || act.hasAttribute("data-always") ? figures.format(count) : "";
}

// What stands at this place of the window stays there, whatever is put in above it.
// The browser's own anchoring is off meanwhile, since some have none.
function holdStill(change) {
  const root = document.documentElement;
  const held = standing();
  const before = held?.getBoundingClientRect().top;
  root.style.overflowAnchor = "none";
  change();
  if (held?.isConnected) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
  root.style.overflowAnchor = "";
}

function standing() {
  const focused = document.activeElement;
  if (focused && focused !== document.body && isVisible(focused) && !focused.closest(".live-bar")) return focused;
  const seen = [...document.querySelectorAll(".comment__body, .composer, main h1, main h2, main h3, main p")];
  return seen.find(isVisible);
}

function isVisible(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

class Bar {
  constructor(bar) {
    this.bar = bar;
    this.thread = bar.closest(".thread");
    this.fresh = new Set();
    this.changed = new Set();
    this.state = bar.querySelector("[data-live-state]");
    this.refresh = bar.querySelector("[data-live-refresh]");
    this.button = bar.querySelector("button");
    this.words = bar.querySelector("[data-live-words]");
    this.said = bar.querySelector("[data-live-said]");
    bar.addEventListener("sawt:line", ({ detail }) => this.line(detail));
    bar.addEventListener("sawt:told", ({ detail }) => this.hear(detail));
    // The focus stays with whoever is writing.
    this.button.addEventListener("pointerdown", (event) => event.preventDefault());
    this.button.addEventListener("mousedown", (event) => event.preventDefault());
    this.button.addEventListener("click", () => this.show());
  }

  line(state) {
    if (this.isStale) return;
    this.bar.classList.toggle("live-bar--open", state === "open");
    this.state.textContent = this.bar.dataset[state] ?? "";
    this.refresh.hidden = state === "open";
  }

  hear({ events = [], refresh = false }) {
    for (const event of events) this[event.kind]?.(event);
    if (refresh || this.fresh.size > MOST_WAITING) this.tooMuch();
    this.announce();
  }

  posted(event) {
    if (!cardOf(event.subject)) this.fresh.add(event.subject);
    this.count(event);
  }

  edited(event) {
    if (cardOf(event.subject)) this.changed.add(event.subject);
    this.count(event);
  }

  withdrawn(event) {
    this.fresh.delete(event.subject);
    this.edited(event);
  }

  hidden(event) {
    for (const subject of event.comments ?? []) this.withdrawn({ ...event, subject });
  }

  restored(event) {
    for (const subject of event.comments ?? []) this.edited({ ...event, subject });
  }

  folded(event) {
    this.count(event);
  }

  imported(event) {
    this.count(event);
    this.tooMuch();
  }

  reacted({ subject, agree, disagree }) {
    const card = cardOf(subject);
    if (!card) return;
    setFigure(card, "agree", agree);
    setFigure(card, "disagree", disagree);
  }

  count({ count, stances }) {
    const title = this.thread.querySelector(".thread__title[data-counted]");
    if (title && count !== undefined) title.textContent = phrase(this.bar.dataset.countForms, count);
    const shown = this.thread.querySelector(":scope > .thread__head .stances");
    if (!shown || !stances) return;
    for (const [name, value] of Object.entries(stances)) {
      const figure = shown.querySelector(`.stance--${name} .stance__count`);
      if (figure) figure.textContent = figures.format(value);
    }
    const detail = Object.entries(stances);
    shown.querySelector(".bar")?.dispatchEvent(new CustomEvent("sawt:draw", { detail, bubbles: true }));
  }

  tooMuch() {
    this.isStale = true;
    this.fresh.clear();
    this.changed.clear();
    this.state.textContent = this.bar.dataset.stale;
    this.refresh.hidden = false;
    this.bar.classList.remove("live-bar--open");
  }

  announce() {
    const waiting = this.fresh.size || this.changed.size;
    const words = this.fresh.size ? phrase(this.bar.dataset.forms, this.fresh.size) : this.bar.dataset.changed;
    this.bar.classList.toggle("live-bar--fresh", waiting > 0 || Boolean(this.isStale));
    this.button.hidden = !waiting;
    this.state.hidden = waiting > 0;
    if (waiting) this.words.textContent = words;
    // Fifty replies in a minute are not said fifty times.
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      this.said.textContent = this.button.hidden ? "" : words;
    }, this.hasSaid ? QUIET : 0);
    this.hasSaid = waiting > 0;
  }

  async show() {
    const hadFocus = document.activeElement === this.button;
    const ids = [...this.changed, ...this.fresh].slice(0, AT_A_TIME);
    this.button.disabled = true;
    try {
      const cards = await this.load(ids);
      for (const id of ids) {
        this.fresh.delete(id);
        this.changed.delete(id);
      }
      const put = [];
      holdStill(() => put.push(...cards.map((card) => this.put(card)).filter(Boolean)));
      this.announce();
      if (hadFocus) this.focus(put[0]);
    } catch {
      this.state.hidden = false;
      this.state.textContent = this.bar.dataset.failed;
      this.refresh.hidden = false;
    } finally {
      this.button.disabled = false;
    }
    if (this.fresh.size || this.changed.size) await this.show();
  }

  async load(ids) {
    const address = new URL(this.bar.dataset.fresh, location.href);
    address.searchParams.set("ids", ids.join(","));
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...page.querySelectorAll("[data-under]")];
  }

  put(holder) {
    const card = document.adoptNode(holder.querySelector(".comment"));
    const old = document.getElementById(card.id);
    if (old) return this.replace(old, card);
    card.classList.add("comment--fresh");
    window.htmx?.process(card);
    const parent = holder.dataset.under && document.getElementById(holder.dataset.under);
    if (parent) this.putUnder(parent, card);
    else this.putFirst(card, holder);
    return card;
  }

  replace(old, card) {
    const replies = old.querySelector(":scope > .comment__replies");
    if (old.contains(document.activeElement) && !replies?.contains(document.activeElement)) return null;
    // Replies are moved along one by one only when nobody is in the midst of them.
    const kept = [...old.children].filter((part) => part !== replies);
    for (const part of kept) part.remove();
    old.prepend(...card.childNodes);
    old.className = card.className;
    return null;
  }

  putUnder(parent, card) {
    const level = [...ancestors(parent)].filter((above) => above.matches(".comment__replies")).length;
    if (level >= DEEPEST) {
      parent.after(card);
      return;
    }
    let replies = parent.querySelector(":scope > .comment__replies");
    if (!replies) {
      replies = document.createElement("div");
      replies.className = "comment__replies";
      parent.append(replies);
    }
    const more = replies.querySelector(":scope > .comment__more");
    replies.insertBefore(card, more);
  }

  putFirst(card, holder) {
    const elsewhere = holder.querySelector("[data-elsewhere]");
    if (elsewhere && holder.dataset.under) {
      elsewhere.hidden = false;
      card.prepend(document.adoptNode(elsewhere));
    }
    this.thread.querySelector(":scope > .thread__empty")?.remove();
    this.bar.after(card);
  }

  focus(card) {
    const target = card ?? this.thread.querySelector(".comment");
    if (!target) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: !card });
  }
}

function* ancestors(element) {
  for (let above = element.parentElement; above; above = above.parentElement) yield above;
}

for (const bar of document.querySelectorAll(".live-bar")) new Bar(bar);
