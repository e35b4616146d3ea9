// One talk: canned words go where the cursor is, a look stands beside, half an answer is not lost.
"use strict";
(() => {
  const text = document.querySelector("textarea[data-draft]");
  const letter = document.getElementById("letter");

  function typed() {
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function insert(words) {
    const before = text.value.slice(0, text.selectionStart);
    const gap = before && !before.endsWith("\n") ? "\n" : "";
    text.setRangeText(gap + words, text.selectionStart, text.selectionEnd, "end");
    text.focus();
    typed();
  }

  // What was written and not sent comes back when the page does, in this window alone.
  function keepDraft() {
    const name = `draft.${text.dataset.draft}`;
    if (!text.value) text.value = sessionStorage.getItem(name) || "";
    text.addEventListener("input", () => sessionStorage.setItem(name, text.value));
    text.form.addEventListener("submit", (event) => {
      if (event.submitter?.formTarget) letter.hidden = false;
      else sessionStorage.removeItem(name);
    });
    letter.addEventListener("load", () => {
      if (!letter.hidden) letter.scrollIntoView({ block: "nearest" });
    });
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-inserts]");
    if (button) insert(button.dataset.words);
  });

  // The citizen's new words were shown here: what is sent next was written having them in view.
  document.addEventListener("htmx:after:swap", () => {
    const shown = document.querySelector("#thread [data-revision]");
    if (!shown) return;
    for (const field of document.querySelectorAll("input[name=seen]")) {
      field.value = shown.dataset.revision;
    }
  });

  if (text) keepDraft();
})();
