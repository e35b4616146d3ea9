// Asks before a page with unsaved words is left.
"use strict";
(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  let touched = "touched" in form.dataset;
  form.addEventListener("input", () => { touched = true; });
  form.addEventListener("submit", (event) => {
    if (!event.submitter?.formTarget) touched = false;
  });
  addEventListener("beforeunload", (event) => {
    const offeredAgain = "over" in document.documentElement.dataset && "kept" in form.dataset;
    if (touched && !offeredAgain) event.preventDefault();
  });
  const wrong = "[aria-invalid=true], [data-wrong] input[type=checkbox]";
  (document.getElementById("faults") || form.querySelector(wrong))?.focus();
})();
