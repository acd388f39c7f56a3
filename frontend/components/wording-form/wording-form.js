// What is typed over an article stays on this device until it has been sent. The field
// is filled with the words as they stand, so they are given back over those alone.
const KEPT = "kept:words:";
const SENT = "kept-words-sent";

function attempt(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

const form = document.querySelector("form[data-keep-words]");
const sent = attempt((storage) => storage.getItem(SENT));

if (sent && (!form || KEPT + form.dataset.keepWords !== sent)) {
  attempt((storage) => storage.removeItem(sent));
}
attempt((storage) => storage.removeItem(SENT));

if (form) {
  const key = KEPT + form.dataset.keepWords;
  const fields = [...form.querySelectorAll("textarea")];
  const note = form.querySelector("[data-kept-note]");
  const kept = JSON.parse(attempt((storage) => storage.getItem(key)) ?? "{}");
  for (const field of fields) {
    const untouched = !field.value || field.value === field.dataset.stands;
    if (untouched && kept[field.name]) field.value = kept[field.name];
  }
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    attempt((storage) => storage.setItem(key, JSON.stringify(typed)));
    note.textContent = note.dataset.keptNote;
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "send") attempt((storage) => storage.setItem(SENT, key));
  });
}
