// What is typed stays on this device until it has been sent: over a reload, a sign-in,
// a lost connection. Signing out clears it, since the device may be shared.
const PREFIX = "kept:";
const PENDING = "kept-pending";

function stored(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

function keys() {
  return stored((storage) => Object.keys(storage).filter((key) => key.startsWith(PREFIX))) ?? [];
}

function wasPublished(key) {
  const pending = stored((storage) => storage.getItem(PENDING)) === key;
  const isShown = location.hash.startsWith("#comment-") || document.querySelector(".notice--good");
  return pending && isShown;
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = PREFIX + form.dataset.keep;
  const fields = [...form.querySelectorAll("textarea, input[type=text]")];
  if (wasPublished(key)) stored((storage) => storage.removeItem(key));
  stored((storage) => storage.getItem(PENDING) === key && storage.removeItem(PENDING));

  const kept = JSON.parse(stored((storage) => storage.getItem(key)) ?? "{}");
  for (const field of fields) {
    if (kept[field.name] && !field.value) {
      field.value = kept[field.name];
      field.dispatchEvent(new Event("input"));
    }
  }
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    const note = form.querySelector("[data-note]");
    stored((storage) => {
      if (Object.keys(typed).length) storage.setItem(key, JSON.stringify(typed));
      else storage.removeItem(key);
      if (note) note.textContent = form.querySelector("[data-kept]")?.dataset.kept ?? note.textContent;
    });
  });
  form.addEventListener("submit", () => stored((storage) => storage.setItem(PENDING, key)));
}

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", () => keys().forEach((key) => localStorage.removeItem(key)));
}
