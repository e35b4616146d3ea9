/** Small line drawings of our own, and the plain faces that stand for stickers. */

import { svg } from "./dom.js";

const PATHS = {
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-3.7 3-6 6.5-6s6.1 2.3 6.5 6M16 4.5a3.3 3.3 0 0 1 0 6.3M17.5 14.3c2.3.6 3.8 2.6 4 5.7",
  backstage: "M8 4 3.5 8.5 8 13M3.5 8.5H15M16 11l4.5 4.5L16 20M20.5 15.5H9",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  face: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5v.5M15 9.5v.5",
  photo: "M4 5h16v14H4zM4 16l4.5-5 3.5 4 2.5-2.5L20 17M15.5 9.2a1 1 0 1 0 0-.1z",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z",
  video: "M3.5 6.5h12v11h-12zM15.5 11l5-3v8l-5-3z",
  voice:
    "M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21M9 21h6",
  file: "M6.5 3h7.5l4 4v14h-11.5zM14 3v4h4M9.5 12h6M9.5 16h6",
  pin: "M12 21c4-4.6 6.5-8 6.5-11a6.5 6.5 0 1 0-13 0c0 3 2.5 6.4 6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  calendar: "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
  more: "M6 12v.01M12 12v.01M18 12v.01",
  reply: "M9 6 4 11l5 5M4 11h9c4 0 6.5 2 7 6.5",
  copy: "M8 8h11v12H8zM5 16V4h11",
  down: "M6 9l6 6 6-6",
  next: "M9 6l6 6-6 6",
  previous: "M15 6l-6 6 6 6",
  shield: "M12 3l7.5 2.5V11c0 5-3 8.3-7.5 10-4.5-1.7-7.5-5-7.5-10V5.5zM8.5 11.8l2.5 2.5 4.5-4.6",
  play: "M8 5l11 7-11 7z",
  menu: "M4 7h16M4 12h16M4 17h16",
};

/** A drawing that says nothing to a screen reader. */
export function icon(name) {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
    svg("path", {
      d: PATHS[name],
      fill: "none",
      stroke: "currentColor",
      "stroke-width": "1.8",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
}

/** The office's picture: a small hall under a golden roof. */
export function hall() {
  return svg(
    "svg",
    { viewBox: "0 0 32 32", class: "hall", "aria-hidden": "true", focusable: "false" },
    svg("rect", { width: 32, height: 32, fill: "#0a7263" }),
    svg("path", { d: "M6 14 16 7l10 7v2H6z", fill: "#ffd166" }),
    svg("path", { d: "M9 18h3v6H9zm5.5 0h3v6h-3zM20 18h3v6h-3zM7 25h18v2H7z", fill: "#fff" }),
  );
}

const EYES = [
  "M36 44v6M64 44v6",
  "M30 48q6-9 12 0M58 48q6-9 12 0",
  "M31 44l10 5-10 5M69 44l-10 5 10 5",
  "M30 49h12M64 44v6",
];
const MOUTHS = [
  "M34 64q16 17 32 0",
  "M35 62h30q-3 17-15 17t-15-17z",
  "M36 72q14-13 28 0",
  "M44 68a6 7 0 1 0 12 0 6 7 0 1 0-12 0",
];
const SKINS = [
  "#ffd166",
  "#f7a072",
  "#9ad9c4",
  "#a9c9f5",
  "#f4b6c9",
  "#cdb7f0",
  "#e6dc7a",
  "#8fd3e8",
];
const CAPTIONS = [
  ["โอเคค่ะ", 0, 0],
  ["ขอบคุณค่ะ", 1, 0],
  ["สวัสดีค่ะ", 0, 1],
  ["รอนะคะ", 3, 0],
  ["เย้", 1, 1],
  ["เศร้าจัง", 0, 2],
  ["งงค่ะ", 0, 3],
  ["ปวดหัว", 2, 2],
];

/** The stickers this page offers; the ids are of the kind every account may send. */
export const STICKERS = CAPTIONS.map(([caption], index) => ({
  packageId: "11537",
  stickerId: String(52002734 + index),
  caption,
}));

/** A stand-in for any sticker: one of our faces, with its number when we do not know it. */
export function sticker({ packageId, stickerId }) {
  const number = Number(stickerId) || 0;
  const own = packageId === "11537" ? CAPTIONS[number - 52002734] : undefined;
  const [caption, eyes, mouth] = own ?? [`#${stickerId}`, number % 4, (number >> 2) % 4];
  const line = {
    fill: "none",
    stroke: "#2b3a3f",
    "stroke-width": 4,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  };
  const words = svg("text", { x: 50, y: 106, "text-anchor": "middle", class: "sticker-words" });
  words.textContent = caption;
  return svg(
    "svg",
    { viewBox: "0 0 100 114", class: "sticker", role: "img", "aria-label": caption },
    svg("circle", { cx: 50, cy: 50, r: 42, fill: SKINS[number % SKINS.length] }),
    svg("circle", { cx: 27, cy: 60, r: 6, fill: "#fff", opacity: 0.5 }),
    svg("circle", { cx: 73, cy: 60, r: 6, fill: "#fff", opacity: 0.5 }),
    svg("path", { d: EYES[eyes], ...line }),
    svg("path", { d: MOUTHS[mouth], ...line, fill: mouth === 1 ? "#fff" : "none" }),
    words,
  );
}
