/** The citizens: who is here, whose phone is shown, who is a friend of the office. */

import { tell } from "./actions.js";
import { get, post } from "./api.js";
import { el, paint, patch, toast } from "./dom.js";
import { hall } from "./icons.js";
import { citizen, hear, keep, kept, own, ring, state } from "./state.js";
import { say } from "./words.js";

const NAMES = ["มาลี ใจดี", "สมชาย รักษ์ถิ่น", "กานดา วงศ์ไทย", "ปรีชา พูนสุข", "วิไล แสงทอง"];
const TINTS = ["#0a6b8a", "#8a4b08", "#6b3fa0", "#a02b55", "#2f6b1f", "#35508f"];

const list = document.getElementById("people-list");
const nobody = document.getElementById("nobody");
const welcome = document.getElementById("welcome");
const barred = document.getElementById("barred");
const form = document.getElementById("add-person");

function standing(person) {
  return say(person.blocked ? "blocked" : person.friend ? "friend" : "stranger");
}

function face(person, index) {
  return paint(
    el("span", {
      class: "initial",
      "aria-hidden": "true",
      text: [...person.displayName.replace(/^(คุณ|[เแโใไ])+/, "")][0] ?? "?",
    }),
    { "background-color": TINTS[index % TINTS.length] },
  );
}

function line(person) {
  return state.previews.get(person.userId) ?? person.preview ?? "";
}

function row(person, index) {
  const chosen = person.userId === state.userId;
  const verb = person.blocked ? "unblock" : person.friend ? "block" : "follow";
  const badge = person.unread
    ? el(
        "span",
        { class: "badge" },
        el("span", { "aria-hidden": "true", text: String(person.unread) }),
        el("span", { class: "unseen-words", text: say("unread", person.unread) }),
      )
    : null;
  return el(
    "li",
    { class: chosen ? "person chosen" : "person" },
    el(
      "button",
      {
        type: "button",
        class: "who",
        "aria-current": chosen ? "true" : null,
        onclick: () => choose(person.userId),
      },
      face(person, index),
      el(
        "span",
        { class: "who-words" },
        el("strong", { text: person.displayName }),
        el("small", { text: line(person) || standing(person) }),
      ),
      badge,
    ),
    el("button", {
      type: "button",
      class: "stand",
      "aria-label": `${say(verb)} ${person.displayName}`,
      text: say(verb),
      onclick: () => act(person.userId, verb === "block" ? "block" : "follow"),
    }),
  );
}

function draw() {
  patch(
    list,
    state.citizens.map((person, index) => ({
      key: person.userId,
      sign: JSON.stringify([person, person.userId === state.userId, line(person), say("block")]),
      build: () => row(person, index),
    })),
  );
  nobody.hidden = state.citizens.length > 0;
  drawWelcome();
  const unread = state.citizens.reduce(
    (sum, person) => sum + (person.userId === state.userId ? 0 : person.unread),
    0,
  );
  document.getElementById("open-people").classList.toggle("news", unread > 0);
}

function drawWelcome() {
  const person = state.chat ? { ...citizen(), ...state.chat } : citizen();
  const talked = (state.chat?.messages.length ?? 0) > 0;
  welcome.hidden =
    Boolean(person?.friend) ||
    (talked && Boolean(person?.blocked)) ||
    (!state.chat && Boolean(state.userId));
  barred.hidden = !(person?.blocked && talked);
}

async function act(userId, verb) {
  await choose(userId);
  if (await tell(verb)) await refresh();
}

/** Show this person's phone. */
export async function choose(userId) {
  if (userId === state.userId) return;
  state.userId = userId;
  state.chat = null;
  keep("citizen", userId ?? "");
  ring("citizen");
  draw();
}

async function add(displayName) {
  const person = await post("phone/citizens", { displayName });
  await refresh();
  await choose(person.userId);
}

/** What the shown person has on the screen counts as read. */
async function markRead() {
  const person = citizen();
  if (!person?.unread || document.hidden || !state.chat) return;
  await post(own("read"));
  person.unread = 0;
}

/** Ask who is here; fall back to the first person when the shown one is gone. */
export async function refresh() {
  const { citizens } = await get("phone/citizens");
  state.citizens = citizens;
  await markRead();
  if (!citizen()) {
    const wanted = citizens.find((one) => one.userId === kept("citizen")) ?? citizens[0];
    await choose(wanted?.userId ?? null);
  }
  draw();
}

/** The big button: make a first person when there is none, and become a friend of the office. */
async function begin() {
  try {
    if (!state.userId) await add(NAMES[0]);
    if (await tell("follow")) await refresh();
    document.getElementById("message").focus({ preventScroll: true });
  } catch (fault) {
    toast(say("failed", fault.message));
  }
}

async function submit(event) {
  event.preventDefault();
  const field = form.elements.displayName;
  const taken = new Set(state.citizens.map((one) => one.displayName));
  const name =
    field.value.trim() ||
    NAMES.find((one) => !taken.has(one)) ||
    `ประชาชน ${state.citizens.length + 1}`;
  try {
    await add(name);
    field.value = "";
  } catch (fault) {
    toast(say("failed", fault.message));
  }
}

export function startPeople() {
  welcome.querySelector(".hall-place").append(hall());
  document.getElementById("begin").addEventListener("click", begin);
  document.getElementById("unbar").addEventListener("click", () => act(state.userId, "follow"));
  form.addEventListener("submit", submit);
  hear("chat", (chat) => {
    const person = citizen();
    if (person) Object.assign(person, { friend: chat.friend, blocked: chat.blocked, unread: 0 });
    draw();
  });
  hear("words", draw);
}
