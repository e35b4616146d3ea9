/** The short menu that opens beside a bubble. */

import { el, paint } from "./dom.js";

/** A short menu beside a button; `entries` are [words, deed]. */
export function openMenu(anchor, entries, words) {
  document.querySelector(".popup")?.remove();
  const close = (refocus) => {
    document.removeEventListener("pointerdown", outside, true);
    popup.remove();
    if (refocus) anchor.focus({ preventScroll: true });
  };
  const outside = (event) => {
    if (!popup.contains(event.target)) close(false);
  };
  const buttons = entries.map(([label, deed]) =>
    el("button", {
      type: "button",
      role: "menuitem",
      text: label,
      onclick: () => {
        close(true);
        deed();
      },
    }),
  );
  const popup = el(
    "div",
    {
      class: "popup",
      role: "menu",
      "aria-label": words,
      onkeydown: (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) {
          event.preventDefault();
          buttons[
            (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length
          ].focus();
        }
        if (event.key === "Escape" || event.key === "Tab") {
          event.preventDefault();
          event.stopPropagation();
          close(true);
        }
      },
    },
    buttons,
  );
  document.getElementById("phone").append(popup);
  const frame = popup.parentElement.getBoundingClientRect();
  const spot = anchor.getBoundingClientRect();
  const under = spot.bottom + popup.offsetHeight + 8 < frame.bottom;
  paint(popup, {
    left: `${Math.max(8, Math.min(spot.left - frame.left, frame.width - popup.offsetWidth - 8))}px`,
    top: `${under ? spot.bottom - frame.top + 4 : spot.top - frame.top - popup.offsetHeight - 4}px`,
  });
  document.addEventListener("pointerdown", outside, true);
  buttons[0].focus();
}
