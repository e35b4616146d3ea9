/** The conversation: keeps the list of bubbles, the read marks, the dots of waiting and the place in the scroll. */

import { tell } from "./actions.js";
import { bubbleRow, preview } from "./bubbles.js";
import { isoDay, shortDay } from "./dates.js";
import { el, patch } from "./dom.js";
import { hear, simulatedNow, state } from "./state.js";
import { say } from "./words.js";

const QUESTIONS = ["ทำบัตรประชาชนหายต้องทำยังไง", "จดทะเบียนสมรสต้องใช้อะไรบ้าง", "เวลาทำการ"];

const log = document.getElementById("log");
const list = document.getElementById("bubbles");
const dots = document.getElementById("dots");
const starters = document.getElementById("starters");
const below = document.getElementById("below");
let atFoot = true;
let lastTop = 0;

function toFoot() {
  log.scrollTop = log.scrollHeight;
  below.hidden = true;
}

/** Only a hand scrolls up: growing words and a shrinking screen must not count as leaving the foot. */
function noticeScroll() {
  const top = log.scrollTop;
  if (log.scrollHeight - top - log.clientHeight < 48) {
    atFoot = true;
    below.hidden = true;
  } else if (top < lastTop) {
    atFoot = false;
  }
  lastTop = top;
}

/** The bubbles and, between them, a pill for each new day. */
function items(messages) {
  const rows = [];
  let day = "";
  for (const bubble of messages) {
    const date = new Date(bubble.at);
    if (isoDay(date) !== day) {
      day = isoDay(date);
      rows.push({
        key: `day before ${bubble.id}`,
        sign: day,
        build: () => el("div", { class: "row day" }, el("span", { text: shortDay(date) })),
      });
    }
    const { quickReply, read, ...shown } = bubble;
    rows.push({
      key: bubble.id,
      sign: JSON.stringify(shown),
      build: () => bubbleRow(bubble, messages),
    });
  }
  return rows;
}

/** A bubble of the citizen is read when the simulator says so, or once the office spoke after it. */
function markRead(messages) {
  const last = messages.findLastIndex((bubble) => bubble.by === "office");
  messages.forEach((bubble, index) => {
    const mark = list.querySelector(`[data-key="${CSS.escape(bubble.id)}"] .read`);
    if (mark) mark.hidden = !bubble.read && index > last;
  });
}

function drawStarters(chat) {
  const spoken = chat.messages.some((bubble) => bubble.by === "citizen");
  const wanted = chat.friend && !chat.blocked && !spoken;
  starters.hidden = !wanted;
  if (!wanted || starters.dataset.for === state.userId) return;
  starters.dataset.for = state.userId;
  starters.replaceChildren(
    el("p", { text: say("try") }),
    ...QUESTIONS.map((question) =>
      el("button", {
        type: "button",
        class: "chip",
        lang: "th",
        text: question,
        onclick: () => tell("text", { text: question }),
      }),
    ),
  );
}

function drawDots() {
  const until = state.chat?.loadingUntil;
  const waiting = Boolean(!state.pc && until && Date.parse(until) > simulatedNow().getTime());
  if (dots.hidden !== waiting) return;
  dots.hidden = !waiting;
  if (atFoot) toFoot();
}

function draw(chat) {
  const before = list.lastElementChild?.dataset.key;
  patch(list, items(chat.messages));
  markRead(chat.messages);
  drawStarters(chat);
  drawDots();
  const last = chat.messages.at(-1);
  if (last) state.previews.set(state.userId, preview(last));
  const news = last && last.id !== before;
  if (atFoot || (news && last.by === "citizen")) toFoot();
  else if (news) below.hidden = false;
}

/** Empty the screen for another person's chat. */
function clear() {
  list.replaceChildren();
  delete starters.dataset.for;
  starters.hidden = true;
  dots.hidden = true;
  atFoot = true;
  below.hidden = true;
}

export function startChat() {
  log.addEventListener("scroll", noticeScroll, { passive: true });
  const settle = () => {
    if (atFoot) toFoot();
  };
  log.addEventListener("load", settle, true);
  new ResizeObserver(settle).observe(log);
  below.addEventListener("click", toFoot);
  hear("chat", draw);
  hear("citizen", clear);
  hear("words", () => {
    clear();
    if (state.chat) draw(state.chat);
  });
  hear("phone", drawDots);
  setInterval(drawDots, 500);
}
