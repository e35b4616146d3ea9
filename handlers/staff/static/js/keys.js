// Shortcuts by the physical key, so that they work on a Thai keyboard: [data-key="Alt+KeyS"].
"use strict";
(() => {
  const OFF = "console.keys.off";
  const help = () => document.getElementById("keys");
  const visible = (part) => part.checkVisibility({ visibilityProperty: true });
  const typing = (part) => part.matches("input, textarea, select, [contenteditable]");

  function pressed(event) {
    const held = ["Ctrl", "Alt", "Shift"].filter((name) => event[`${name.toLowerCase()}Key`]);
    return [...held, event.code].join("+");
  }

  function cap(key) {
    return key
      .replace("Shift+Slash", "?")
      .replace(/Key|Digit/, "")
      .replace("Slash", "/")
      .replace("Equal", "+")
      .replace("Minus", "−")
      .replace("ArrowLeft", "←")
      .replace("ArrowRight", "→")
      .replaceAll("+", " + ");
  }

  function label(part) {
    const words = part.dataset.keyLabel || part.getAttribute("aria-label");
    return words || (part.querySelector("span") || part).textContent.trim();
  }

  function open() {
    const list = help().querySelector("[data-keys]");
    const rows = [...document.querySelectorAll("[data-key]")].flatMap((part) => {
      const key = document.createElement("dt");
      key.append(document.createElement("kbd"));
      key.firstChild.textContent = cap(part.dataset.key);
      const what = document.createElement("dd");
      what.textContent = label(part);
      return [key, what];
    });
    list.replaceChildren(...rows);
    help().querySelector("[data-keys-off]").checked = Boolean(localStorage.getItem(OFF));
    help().showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.repeat || localStorage.getItem(OFF)) return;
    if (typing(event.target) && !event.altKey && !event.ctrlKey) return;
    const key = pressed(event);
    const part = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    if (!part || (key !== "Shift+Slash" && help() && help().open)) return;
    event.preventDefault();
    if (typing(part)) part.focus();
    else if (visible(part) || part.matches("a")) part.click();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest('[data-opens="keys"]') && !help().open) open();
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keys-off]")) return;
    if (event.target.checked) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  });
})();
