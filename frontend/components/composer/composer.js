// What is typed stays on this device until the server has taken it for sure: over a
// reload, a sign-in, a session's end, a lost connection, a refused form. Every tab keeps
// its own words, so that two tabs never overwrite each other; what a closed tab left is
// taken up by the next one. Signing out clears it all, since the device may be shared.
const PREFIX = "kept:";
const TAB = "kept-tab";
const KEPT_FOR = 14 * 24 * 60 * 60 * 1000;
const ANSWERS_WITHIN = 120;
const FIELDS = "textarea, input:not([type]), input[type=text], input[type=radio], input[type=checkbox], select";
const instance = newName();

let tab = attempt(() => sessionStorage.getItem(TAB)) ?? newName();
attempt(() => sessionStorage.setItem(TAB, tab));

function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

function newName() {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join("");
}

function names() {
  return attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) ?? [];
}

function read(name) {
  const kept = attempt(() => JSON.parse(localStorage.getItem(name)));
  return kept && typeof kept === "object" ? { at: 0, tab: name.split("|")[1], name, ...kept } : null;
}

function forget(name) {
  attempt(() => localStorage.removeItem(name));
}

// The server names the forms that it has taken in a cookie of some minutes.
function forgetSent() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("sent="));
  const sent = (cookie?.slice("sent=".length) ?? "").split(".").filter(Boolean);
  const all = names().map(read).filter(Boolean);
  const taken = all.filter((kept) => sent.includes(kept.sending));
  for (const kept of all) {
    const isTaken = taken.some((one) => one.keep === kept.keep && JSON.stringify(one.fields) === JSON.stringify(kept.fields));
    if (isTaken || (kept.at && kept.at < Date.now() - KEPT_FOR)) forget(kept.name);
  }
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.keep = form.dataset.keep;
    this.note = form.querySelector("[data-note]");
    this.words = form.querySelector("[data-kept]")?.dataset ?? {};
    this.isRestored = this.restore(read(this.name));
    form.addEventListener("input", () => this.save());
    form.addEventListener("submit", (event) => this.send(event));
  }

  get name() {
    return `${PREFIX}${this.keep}|${tab}`;
  }

  get fields() {
    return [...this.form.querySelectorAll(FIELDS)].filter((field) => field.name);
  }

  // Only over a field that nobody has touched: empty, or as it was when these words
  // were begun. What the server gave back with a refusal stays.
  restore(kept) {
    if (!kept?.fields || this.form.querySelector("[aria-invalid]")) return false;
    let isRestored = false;
    for (const field of this.fields) {
      const said = kept.fields[field.name];
      if (said === undefined) continue;
      if (field.type === "radio" || field.type === "checkbox") {
        const isFree = field.checked === field.defaultChecked;
        if (isFree) field.checked = [said].flat().includes(field.value);
      } else if (said && (!field.value || (field.value === field.defaultValue && field.value === kept.base?.[field.name]))) {
        field.value = said;
        field.dispatchEvent(new Event("input"));
        isRestored = true;
      }
    }
    return isRestored;
  }

  save(sending = "") {
    const typed = {};
    const base = {};
    for (const field of this.fields) {
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.checked) typed[field.name] = [...(typed[field.name] ?? []), field.value];
      } else if (field.value && field.value !== field.defaultValue) {
        typed[field.name] = field.value;
        base[field.name] = field.defaultValue;
      } else if (field.value && sending) {
        typed[field.name] = field.value;
      }
    }
    const hasWords = Object.values(typed).some((said) => typeof said === "string");
    if (!hasWords) forget(this.name);
    else attempt(() => localStorage.setItem(this.name, JSON.stringify({ keep: this.keep, fields: typed, base, sending, at: Date.now() })));
    if (hasWords) this.say(this.words.kept);
  }

  send(event) {
    if (navigator.onLine === false) {
      event.preventDefault();
      this.save();
      this.say(this.words.offline);
      return;
    }
    let key = this.form.elements.namedItem("submission_key");
    if (!key) {
      key = Object.assign(document.createElement("input"), { type: "hidden", name: "submission_key" });
      this.form.append(key);
    }
    key.value ||= newName();
    this.save(key.value);
  }

  takeUp(alive) {
    const others = names().map(read).filter((kept) => kept && kept.name !== this.name && kept.name.split("|")[0] === PREFIX + this.keep);
    const left = others.filter((kept) => !alive.has(kept.tab)).sort((one, other) => other.at - one.at)[0];
    if (left && !this.isRestored && this.restore(left)) {
      forget(left.name);
      this.save();
    }
    if (others.some((kept) => alive.has(kept.tab))) this.say(this.words.elsewhere);
  }

  say(words) {
    if (this.note && words) this.note.textContent = words;
  }
}

forgetSent();
const keepers = [...document.querySelectorAll("form[data-keep]")].map((form) => new Keeper(form));

if (keepers.length && window.BroadcastChannel) {
  const alive = new Set();
  const channel = new BroadcastChannel("kept");
  channel.addEventListener("message", ({ data }) => {
    if (data.ask && data.ask !== instance) channel.postMessage({ to: data.ask, tab });
    if (data.to === instance) alive.add(data.tab);
  });
  channel.postMessage({ ask: instance });
  setTimeout(() => {
    // A tab that was duplicated has the name of the one it comes from.
    if (alive.has(tab)) {
      tab = newName();
      attempt(() => sessionStorage.setItem(TAB, tab));
    }
    for (const keeper of keepers) keeper.takeUp(alive);
  }, ANSWERS_WITHIN);
} else {
  for (const keeper of keepers) keeper.takeUp(new Set());
}

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", () => names().forEach(forget));
}
