// Small comforts on top of pages that work without any script: show a password, copy a number, print, warn before a
// session ends, and put the keyboard on the error summary; and passkeys, which only a script can use. Words come from data attributes, so that they are in the page's language.
(() => {
  "use strict";

  function addButton(after, label, onPress) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "usa-button usa-button--unstyled added-button";
    button.textContent = label;
    button.addEventListener("click", () => onPress(button));
    after.insertAdjacentElement("afterend", button);
    return button;
  }

  function showPassword(input) {
    const { showLabel, hideLabel } = input.dataset;
    const button = addButton(input, showLabel, () => {
      const shown = input.type === "password";
      input.type = shown ? "text" : "password";
      button.textContent = shown ? hideLabel : showLabel;
    });
    button.setAttribute("aria-controls", input.id);
    // A password must never be sent as a plain text field: browsers would offer it again as a suggestion.
    if (input.form) input.form.addEventListener("submit", () => { input.type = "password"; });
  }

  function copyNumber(number) {
    if (!navigator.clipboard) return;
    const { copyLabel, copiedLabel } = number.dataset;
    const said = document.createElement("span");
    said.className = "usa-sr-only";
    said.setAttribute("role", "status");
    const button = addButton(number, copyLabel, async () => {
      try {
        await navigator.clipboard.writeText(number.textContent.trim());
      } catch {
        return;
      }
      button.textContent = copiedLabel;
      said.textContent = copiedLabel;
      setTimeout(() => { button.textContent = copyLabel; said.textContent = ""; }, 4000);
    });
    button.insertAdjacentElement("afterend", said);
  }

  function offerPrinting(place) {
    const button = addButton(place, place.dataset.printLabel, () => window.print());
    button.classList.remove("usa-button--unstyled");
  }

  // The policy of the pages lets no script send a request. A picture is asked for with the cookie, which that renews; a
  // session that has ended answers with the page for signing in, which is no picture.
  function warnBeforeTheEnd(note) {
    const { ends, warns, ended } = note.dataset;
    const words = note.querySelector("[data-words]");
    const button = note.querySelector("button");
    const warning = words.textContent;
    let since = Date.now();

    function look() {
      const left = Number(ends) - (Date.now() - since) / 1000;
      note.hidden = left > Number(warns);
      button.hidden = left <= 0;
      const said = left > 0 ? warning : ended;
      if (words.textContent !== said) words.textContent = said;
    }

    button.addEventListener("click", () => {
      const asked = Date.now();
      const picture = new Image();
      picture.addEventListener("load", () => { since = asked; look(); });
      picture.addEventListener("error", () => { since = 0; look(); });
      picture.src = `/account/stay?at=${asked}`;
    });
    setInterval(look, 5000);
    document.addEventListener("visibilitychange", look);
  }

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const base64url = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  // Written out, as not every browser in use has `parseCreationOptionsFromJSON` and `toJSON`.
  function passkeyQuestion(text) {
    const question = JSON.parse(text);
    question.challenge = bytes(question.challenge);
    if (question.user) question.user.id = bytes(question.user.id);
    for (const known of question.excludeCredentials || question.allowCredentials) known.id = bytes(known.id);
    return question;
  }

  function passkeyAnswer(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
      if (credential.response[part]) response[part] = base64url(credential.response[part]);
    }
    const id = base64url(credential.rawId);
    return JSON.stringify({ id, rawId: id, type: credential.type, response, clientExtensionResults: {} });
  }

  // The browser's answer goes with the form. Pressed again, it is asked again; an answer that is there is sent as it is.
  function askForPasskey(place) {
    const { passkey, question, at } = place.dataset;
    const answer = place.querySelector("input");
    const failed = place.querySelector("[data-failed]");
    const form = answer.form;
    place.querySelector("[data-elsewhere]").hidden = location.origin === at;
    let asking = false;
    form.addEventListener("submit", async (event) => {
      if (answer.value) return;
      event.preventDefault();
      if (asking) return;
      asking = true;
      failed.hidden = true;
      try {
        answer.value = passkeyAnswer(await navigator.credentials[passkey]({ publicKey: passkeyQuestion(question) }));
      } catch {
        failed.hidden = false;
      }
      asking = false;
      if (answer.value) form.requestSubmit();
    });
  }

  // A link to a group of answers moves to its first answer, a link to a box moves to the box.
  function followErrorLink(event) {
    const link = event.target.closest("a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    const box = place.matches("fieldset") ? place.querySelector("[aria-invalid=true], input, select") : place;
    if (!box) return;
    event.preventDefault();
    (box.closest("fieldset, .usa-form-group") || box).scrollIntoView();
    box.focus({ preventScroll: true });
  }

  for (const input of document.querySelectorAll("input[data-show-label]")) showPassword(input);
  for (const number of document.querySelectorAll("[data-copy-label]")) copyNumber(number);
  for (const place of document.querySelectorAll("[data-print-label]")) offerPrinting(place);
  for (const place of document.querySelectorAll("[data-passkey]")) askForPasskey(place);
  // A page that answers a sent form stands in the history as a page that is opened: Back shows the question, and the
  // browser never asks to send the form again. Nothing typed is kept for it (decision 41).
  const main = document.querySelector("main[data-address]");
  if (main) history.replaceState(null, "", main.dataset.address);
  for (const note of document.querySelectorAll("[data-ends]")) warnBeforeTheEnd(note);
  const summary = document.getElementById("error-summary");
  if (summary) {
    summary.addEventListener("click", followErrorLink);
    // The page's own autofocus comes first; this is for browsers that focus boxes only.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (document.activeElement === document.body) summary.focus();
    }));
  }
})();
