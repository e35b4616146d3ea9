// One press ticks, or clears, every box of a part of a form.
"use strict";
for (const part of document.querySelectorAll("[data-ticks]")) {
  const button = part.querySelector("[data-tick-all]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...part.querySelectorAll("input[type=checkbox]")];
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  });
}
