// One talk: canned words go where the cursor is, a look stands beside.
"use strict";
(() => {
  const text = document.querySelector("#answer textarea");
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

  // A look at what the citizen will read stands under the answer.
  function look() {
    text.form.addEventListener("submit", (event) => {
      if (event.submitter?.formTarget) letter.hidden = false;
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

  if (text) look();
})();
