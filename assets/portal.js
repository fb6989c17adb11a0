// Small comforts on top of pages that work without any script: show a password, copy a number, print, and put the
// keyboard on the error summary. Words come from data attributes, so that they are in the page's language.
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
  const summary = document.getElementById("error-summary");
  if (summary) {
    summary.addEventListener("click", followErrorLink);
    // The page's own autofocus comes first; this is for browsers that focus boxes only.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (document.activeElement === document.body) summary.focus();
    }));
  }
})();
