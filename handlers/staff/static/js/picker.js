// Finds boxes by their words, ticks all that are seen in one press, and counts the ticked.
"use strict";
for (const part of document.querySelectorAll("[data-picker]")) {
  const tools = part.querySelector(".picker-tools");
  if (!tools) continue;
  const rows = [...part.querySelectorAll(".form-check")];
  const told = part.querySelector("[data-picked]");
  const box = (row) => row.querySelector("input");
  const seen = () => rows.filter((row) => !row.hidden).map(box);
  const tell = () => {
    const count = rows.filter((row) => box(row).checked).length;
    told.textContent = told.dataset.picked.replace("{n}", count);
  };
  tools.hidden = false;
  tools.querySelector("input").addEventListener("input", (event) => {
    const words = event.target.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(words);
  });
  tools.querySelector("[data-pick-all]").addEventListener("click", () => {
    const boxes = seen();
    const all = boxes.every((one) => one.checked);
    for (const one of boxes) one.checked = !all;
    tell();
  });
  tools.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it looks, it does not send
  });
  part.addEventListener("change", tell);
  tell();
}
