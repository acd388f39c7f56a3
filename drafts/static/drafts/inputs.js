// The desk of inputs by keyboard: J and K move, X chooses, A leads to the answer.
const desk = document.querySelector("[data-inputs]");

function tell(marks, every, count) {
  const chosen = marks.filter((mark) => mark.checked).length;
  count.textContent = every.checked || !chosen ? "" : `${count.dataset.words} ${chosen.toLocaleString(document.documentElement.lang)}`;
}

function move(marks, step) {
  const at = marks.indexOf(document.activeElement);
  const next = marks[Math.min(Math.max(at + step, 0), marks.length - 1)];
  next?.focus();
  next?.closest("[data-inputs-item]").scrollIntoView({ block: "nearest" });
}

if (desk) {
  const marks = [...desk.querySelectorAll("input[name=chosen]")];
  const every = desk.querySelector("[data-inputs-every]");
  const count = desk.querySelector("[data-inputs-count]");
  const page = desk.querySelector("[data-inputs-page]");
  page.hidden = false;
  page.querySelector("input").addEventListener("change", (event) => {
    for (const mark of marks) mark.checked = event.target.checked;
  });
  desk.addEventListener("change", () => tell(marks, every, count));
  tell(marks, every, count);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      KeyJ: () => move(marks, 1),
      KeyK: () => move(marks, -1),
      KeyX: () => marks.includes(document.activeElement) && document.activeElement.click(),
      KeyA: () => desk.querySelector("input[name=answer]").focus(),
    };
    const act = acts[event.code];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
