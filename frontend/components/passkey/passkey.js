// Offers passkeys where the browser knows them, and says so when one was not given.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey-button], [data-passkey-only]")) {
    part.hidden = false;
  }
}

const fault = document.querySelector("[data-passkey-fault]");
if (fault) {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    fault.hidden = false;
    fault.focus();
  });
}
