// A refused form begins with what is wrong, for the eye, the keyboard and the screen reader.
document.querySelector("[data-form-faults]")?.focus();
