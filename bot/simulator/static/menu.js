/** What lies under the chat: the rich menu with its touchable parts, its bar, and the quick replies above. */

import { LASTING, nameOf, perform } from "./actions.js";
import { address, picture } from "./api.js";
import { el, patch, svg } from "./dom.js";
import { icon } from "./icons.js";
import { hear, state } from "./state.js";
import { touchArea } from "./template.js";
import { say } from "./words.js";

const panel = document.getElementById("menu");
const bar = document.getElementById("bar");
const quick = document.getElementById("quick");
const opened = new Map();
let spent = null;

function isOpen(menu) {
  return opened.get(state.userId) ?? menu.selected;
}

function drawing(menu) {
  const { width, height } = menu.size;
  const layer = svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      class: "menu-picture",
      role: "group",
      "aria-label": `${say("menu")} ${menu.chatBarText}`,
    },
    svg("image", { href: address(menu.imageUrl), width, height, preserveAspectRatio: "none" }),
  );
  for (const { bounds, action } of menu.areas)
    layer.append(touchArea(bounds, action, nameOf(action)));
  return layer;
}

function drawMenu(chat) {
  const menu = state.pc || !chat?.friend ? null : chat.richMenu;
  const open = Boolean(menu) && isOpen(menu);
  bar.hidden = !menu;
  panel.hidden = !open;
  patch(
    panel,
    menu ? [{ key: "menu", sign: JSON.stringify(menu), build: () => drawing(menu) }] : [],
  );
  if (!menu) return;
  bar.setAttribute("aria-expanded", String(open));
  bar.setAttribute("aria-label", say(open ? "menuClose" : "menuOpen", menu.chatBarText));
  bar.querySelector("span").textContent = menu.chatBarText;
}

function setOpen(open) {
  opened.set(state.userId, open);
  drawMenu(state.chat);
}

function chip({ action, imageUrl }, bubble) {
  const source = picture(imageUrl);
  const mark = {
    camera: "camera",
    cameraRoll: "photo",
    location: "pin",
    datetimepicker: "calendar",
  }[action.type];
  const face = source ? el("img", { src: source, alt: "" }) : mark ? icon(mark) : null;
  return el(
    "button",
    {
      type: "button",
      class: "chip",
      onclick: () => {
        if (!LASTING.has(action.type)) {
          spent = bubble.id;
          drawQuick(state.chat);
          document.getElementById("log").focus({ preventScroll: true });
        }
        perform(action);
      },
    },
    face,
    action.label ?? nameOf(action),
  );
}

/** Quick replies belong to the last bubble only, and are gone once one was tapped. */
function drawQuick(chat) {
  const last = chat?.messages.at(-1);
  const shown = !state.pc && last?.quickReply && last.id !== spent ? last.quickReply : [];
  const found = shown.items ?? shown;
  patch(
    quick,
    found.map((item, index) => ({
      key: `${last.id} ${index}`,
      sign: JSON.stringify(item),
      build: () => chip(item, last),
    })),
  );
  quick.hidden = found.length === 0;
}

function draw() {
  drawMenu(state.chat);
  drawQuick(state.chat);
}

export function startMenu() {
  bar.append(icon("menu"), el("span", { lang: "th" }), icon("down"));
  bar.addEventListener("click", () => setOpen(panel.hidden));
  hear("menu", setOpen);
  for (const name of ["chat", "phone", "words", "citizen"]) hear(name, draw);
}
