// Small courtesies of forms: one press sends once, a chosen filter applies, a link is copied.
"use strict";
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.submitter?.formTarget) return; // a look beside the page
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 5000);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-applies]")) form.requestSubmit();
  });

  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-prints]")) return window.print();
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(source.innerText);
      button.textContent = button.dataset.copied;
    } catch { // without https there is no clipboard: leave it selected, to be copied by hand
      getSelection().selectAllChildren(source);
    }
  });

  // Only one question is open at a time, and Escape closes it.
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches("details.confirm[open]")) return;
    for (const other of document.querySelectorAll("details.confirm[open]")) {
      if (other !== event.target) other.open = false;
    }
  }, true);
  // On a phone, what is not needed first is folded.
  if (matchMedia("(max-width: 47.99rem)").matches) {
    for (const one of document.querySelectorAll("details[data-folds]")) one.open = false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.code !== "Escape") return;
    for (const one of document.querySelectorAll("details.confirm[open]")) one.open = false;
  });
})();
