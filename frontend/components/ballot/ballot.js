// How many voted, and the tally where it is shown, change in place.
const language = document.documentElement.lang;
const locale = language === "ar" ? "ar-u-nu-arab" : language;
const whole = new Intl.NumberFormat(locale);
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const plural = new Intl.PluralRules(language);

function phrase(forms, count) {
  const form = JSON.parse(forms);
  return (form[plural.select(count)] ?? form.other).replace("{count}", whole.format(count));
}

function showRow(row, votes, turnout) {
  const share = turnout ? (100 * votes) / turnout : 0;
  row.querySelector(".tally__count").textContent = whole.format(votes);
  row.querySelector("[data-share]").textContent = tenths.format(share) + (language === "ar" ? "٪" : "%");
  const bar = row.querySelector(".bar");
  const kind = row.dataset.kind;
  const detail = [[kind, share], ["rest", 100 - share]];
  bar?.dispatchEvent(new CustomEvent("sawt:draw", { detail, bubbles: true }));
}

for (const ballot of document.querySelectorAll(".ballot[data-live]")) {
  ballot.addEventListener("sawt:told", ({ detail }) => {
    const told = detail.events?.findLast((event) => event.kind === "voted");
    if (!told) return;
    for (const place of ballot.querySelectorAll("[data-turnout-forms]")) {
      place.textContent = phrase(place.dataset.turnoutForms, told.turnout);
    }
    for (const row of ballot.querySelectorAll("[data-choice]")) {
      if (told.tally) showRow(row, told.tally[row.dataset.choice] ?? 0, told.turnout);
    }
  });
}
