// Says how many characters are left once three quarters are used.
const figures = new Intl.NumberFormat(
  document.documentElement.lang === "ar" ? "ar-u-nu-arab" : document.documentElement.lang,
);

for (const input of document.querySelectorAll("[data-count][maxlength]")) {
  const note = document.createElement("p");
  note.className = "field__hint";
  note.setAttribute("aria-live", "polite");
  note.hidden = true;
  input.after(note);
  const most = Number(input.maxLength);
  const tell = () => {
    const left = most - input.value.length;
    note.hidden = left > most / 4;
    if (!note.hidden) note.textContent = `${input.dataset.count} ${figures.format(left)}`;
  };
  input.addEventListener("input", tell);
  tell();
}
