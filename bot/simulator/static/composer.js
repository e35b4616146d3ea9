/** The box where a citizen writes, and the tray of things to send beside words. */

import { perform, sendFiles, tell } from "./actions.js";
import { preview } from "./bubbles.js";
import { el } from "./dom.js";
import { icon, sticker, STICKERS } from "./icons.js";
import { chooseFiles } from "./pickers.js";
import { hear, ring, state } from "./state.js";
import { say } from "./words.js";

const form = document.getElementById("composer");
const box = document.getElementById("message");
const tray = document.getElementById("tray");
const attach = document.getElementById("attach");
const faces = document.getElementById("faces");
const quote = document.getElementById("quote");
let quoted = null;

function grow() {
  box.style.setProperty("height", "auto");
  box.style.setProperty("height", `${Math.min(box.scrollHeight, 132)}px`);
  form.classList.toggle("ready", box.value.trim() !== "");
}

function showQuote(bubble) {
  quoted = bubble;
  quote.hidden = !bubble;
  if (!bubble) return;
  quote.replaceChildren(
    el("span", {}, el("strong", { text: say("replyTo") }), el("span", { text: preview(bubble) })),
    el(
      "button",
      {
        type: "button",
        class: "round",
        "aria-label": say("cancel"),
        onclick: () => showQuote(null),
      },
      icon("close"),
    ),
  );
  box.focus();
}

async function send() {
  const words = box.value.trim();
  if (!words) return;
  const payload = { text: words };
  if (quoted) payload.quotedMessageId = quoted.message?.id ?? quoted.id;
  box.value = "";
  grow();
  if (await tell("text", payload)) showQuote(null);
  else if (!box.value) {
    box.value = words;
    grow();
  }
}

function shut() {
  tray.hidden = true;
  attach.setAttribute("aria-expanded", "false");
  faces.setAttribute("aria-expanded", "false");
}

/** Send what a file window gives, as one kind or as what each file is. */
async function files(options, kind) {
  shut();
  await sendFiles(await chooseFiles(options), kind);
}

const PARCELS = [
  ["photo", "photos", () => files({ accept: "image/*", multiple: true }, "image")],
  ["camera", "camera", () => files({ accept: "image/*", capture: true }, "image")],
  ["video", "video", () => files({ accept: "video/*" }, "video")],
  ["voice", "voice", () => files({ accept: "audio/*" }, "audio")],
  ["file", "file", () => files({}, "file")],
  [
    "pin",
    "location",
    () => {
      shut();
      perform({ type: "location" });
    },
  ],
];

function parcels() {
  return PARCELS.map(([drawing, words, deed]) =>
    el(
      "button",
      { type: "button", class: "parcel", onclick: deed },
      el("span", {}, icon(drawing)),
      say(words),
    ),
  );
}

function stickers() {
  return STICKERS.map(({ packageId, stickerId, caption }) =>
    el(
      "button",
      {
        type: "button",
        class: "sticker-choice",
        "aria-label": say("sendSticker", caption),
        onclick: () => {
          shut();
          tell("sticker", { packageId, stickerId });
        },
      },
      sticker({ packageId, stickerId }),
    ),
  );
}

function toggle(opener, contents, words) {
  const open = opener.getAttribute("aria-expanded") !== "true";
  shut();
  if (!open) return;
  ring("menu", false);
  tray.setAttribute("aria-label", words);
  tray.className = opener === faces ? "tray stickers" : "tray";
  tray.replaceChildren(...contents);
  tray.hidden = false;
  opener.setAttribute("aria-expanded", "true");
}

function allow() {
  form.hidden = !state.chat?.friend || state.chat.blocked;
  if (form.hidden) shut();
}

export function startComposer() {
  attach.append(icon("plus"));
  faces.append(icon("face"));
  document.getElementById("send").append(icon("send"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  box.addEventListener("input", () => {
    grow();
    ring("menu", false);
  });
  box.addEventListener("focus", () => {
    if (matchMedia("(pointer: coarse)").matches) ring("menu", false);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229)
      return;
    event.preventDefault();
    send();
  });
  attach.addEventListener("click", () => toggle(attach, parcels(), say("attach")));
  faces.addEventListener("click", () => toggle(faces, stickers(), say("stickers")));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
  });
  hear("quote", showQuote);
  hear("draft", (words) => {
    box.value = words;
    grow();
    box.focus();
  });
  hear("chat", allow);
  hear("words", shut);
  hear("citizen", () => {
    showQuote(null);
    shut();
    form.hidden = true;
  });
}
