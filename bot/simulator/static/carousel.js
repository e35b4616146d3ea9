/** A row of cards wider than the phone: swipe, scroll, arrow keys or the two round buttons. */

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

export function carousel(cards) {
  const strip = el(
    "div",
    { class: "strip", role: "group", tabindex: "0", "aria-label": say("cards") },
    cards,
  );
  const step = (direction) =>
    strip.scrollBy({ left: direction * strip.clientWidth * 0.8, behavior: "smooth" });
  const arrow = (name, direction) =>
    el(
      "button",
      {
        type: "button",
        class: `arrow ${name}`,
        "aria-label": say(name),
        onclick: () => step(direction),
      },
      icon(name),
    );
  const back = arrow("previous", -1);
  const on = arrow("next", 1);
  const settle = () => {
    back.hidden = strip.scrollLeft < 4;
    on.hidden = strip.scrollLeft + strip.clientWidth > strip.scrollWidth - 4;
  };
  strip.addEventListener("scroll", settle, { passive: true });
  new ResizeObserver(settle).observe(strip);
  return el("div", { class: "carousel" }, strip, back, on);
}
