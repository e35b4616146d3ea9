/** The movable clock and the month's push messages, at the head of the backstage. */

import { get, post } from "./api.js";
import { longDay, seconds, untilNextMonth, clock as short } from "./dates.js";
import { toast } from "./dom.js";
import { hear, ring, setNow, simulatedNow, state } from "./state.js";
import { language, say } from "./words.js";

const STEPS = {
  "step-61": () => 61,
  "step-21": () => 21 * 60,
  "step-day": () => 86_400,
  "step-month": () => untilNextMonth(simulatedNow()),
};
const UNITS = [
  [86_400, "วัน", "d"],
  [3600, "ชม.", "h"],
  [60, "นาที", "min"],
  [1, "วินาที", "s"],
];

/** 90061 → "1 วัน 1 ชม." (the two largest units) */
function span(total) {
  const pieces = [];
  let rest = Math.round(total);
  for (const [length, thai, english] of UNITS) {
    const count = Math.floor(rest / length);
    if (count) pieces.push(`${count} ${language() === "th" ? thai : english}`);
    rest -= count * length;
  }
  return pieces.slice(0, 2).join(" ");
}

function tick() {
  const now = simulatedNow();
  document.getElementById("clock-time").textContent = seconds(now);
  document.getElementById("clock-day").textContent = longDay(now);
  document.getElementById("status-time").textContent = short(now);
  const ahead = document.getElementById("clock-ahead");
  ahead.textContent = state.offset >= 1 ? say("ahead", span(state.offset)) : say("realTime");
  ahead.classList.toggle("moved", state.offset >= 1);
  document.getElementById("clock-reset").hidden = state.offset < 1;
}

function take(answer) {
  setNow(answer.now);
  state.offset = answer.offsetSeconds;
  tick();
}

async function move(payload) {
  try {
    take(await post("phone/clock", payload));
    ring("acted");
  } catch (fault) {
    toast(say("failed", fault.message));
  }
}

function drawAccount() {
  const { account } = state;
  if (!account) return;
  document.getElementById("account-name").textContent = account.displayName;
  document.getElementById("account-id").textContent = account.basicId ?? "";
  const limited = account.quota?.type === "limited";
  const meter = document.getElementById("quota-meter");
  meter.hidden = !limited;
  if (limited) {
    Object.assign(meter, {
      max: account.quota.value || 1,
      high: account.quota.value * 0.8 || 1,
      value: account.used,
    });
  }
  const used = account.used.toLocaleString("th-TH");
  document.getElementById("quota-words").textContent =
    `${used} / ${limited ? account.quota.value.toLocaleString("th-TH") : say("quotaNone")}`;
}

export async function refreshClock() {
  take(await get("phone/clock"));
}

export async function refreshAccount() {
  state.account = await get("phone/account");
  drawAccount();
}

export function startClock() {
  for (const [id, step] of Object.entries(STEPS)) {
    document.getElementById(id).addEventListener("click", () => move({ advanceSeconds: step() }));
  }
  document.getElementById("clock-reset").addEventListener("click", () => move({ reset: true }));
  hear("words", () => {
    tick();
    drawAccount();
  });
  tick();
  setInterval(tick, 1000);
}
