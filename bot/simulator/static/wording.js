/** Words in a bubble: links and telephone numbers to touch, LINE's emoji and mentions. */

import { el, svg } from "./dom.js";

const LINK =
  /(https?:\/\/[^\s<>"\u0E00-\u0E7F]+[^\s<>"\u0E00-\u0E7F.,;:!?)\]}'])|\b(0\d{1,2}[- ]?\d{3}[- ]?\d{3,4})\b/g;

/** Words with their links and telephone numbers made touchable. */
function linked(words) {
  const pieces = [];
  let from = 0;
  for (const found of words.matchAll(LINK)) {
    const [whole, link, phone] = found;
    pieces.push(words.slice(from, found.index));
    pieces.push(
      link
        ? el("a", { href: link, target: "_blank", rel: "noopener", text: link })
        : el("a", { href: `tel:${phone.replace(/[- ]/g, "")}`, text: phone }),
    );
    from = found.index + whole.length;
  }
  return [...pieces, words.slice(from)];
}

function smile() {
  return svg(
    "svg",
    { viewBox: "0 0 20 20", class: "emoji", role: "img", "aria-label": ":)" },
    svg("circle", { cx: 10, cy: 10, r: 9, fill: "#ffd166" }),
    svg("path", {
      d: "M6 12q4 4 8 0M7 7.5v1M13 7.5v1",
      fill: "none",
      stroke: "#2b3a3f",
      "stroke-width": 1.6,
      "stroke-linecap": "round",
    }),
  );
}

/** Text with LINE's own emoji, each given by its place (`emojis[].index`, UTF-16 units). */
export function withEmoji(words, emojis) {
  const pieces = [];
  let from = 0;
  for (const { index, length = 1 } of [...emojis].sort((a, b) => a.index - b.index)) {
    pieces.push(...linked(words.slice(from, index)), smile());
    from = index + length;
  }
  return [...pieces, ...linked(words.slice(from))];
}

/** A textV2: `{key}` stands for a mention or an emoji, `{{` for a brace. */
export function substituted(message) {
  return message.text.split(/(\{\w+\})/).map((piece) => {
    const part = message.substitution?.[piece.slice(1, -1)];
    if (!part || !piece.startsWith("{")) return piece.replaceAll("{{", "{").replaceAll("}}", "}");
    return part.type === "emoji"
      ? smile()
      : el("strong", { text: `@${part.mentionee?.userId ?? "all"}` });
  });
}
