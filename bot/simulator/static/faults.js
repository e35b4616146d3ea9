/** The bad days of LINE, switched on by hand: each line says in plain words what will go wrong. */

import { get, post } from "./api.js";
import { el, toast } from "./dom.js";
import { hear } from "./state.js";
import { language, say } from "./words.js";

// [name, kind, Thai, English]; counts fall by one with each call they spoil.
const SENDING = [
  ["slowMs", "ms", "ตอบช้าทุกครั้ง (มิลลิวินาที)", "Every answer is slow (ms)"],
  ["failBefore", "count", "500 โดยไม่รับเรื่อง", "500, request not taken"],
  ["failAfter", "count", "รับเรื่องแล้ว แต่ตอบ 500", "Taken, yet answers 500"],
  ["resetBefore", "count", "ตัดสายก่อนรับเรื่อง", "Cuts the line before taking it"],
  ["resetAfter", "count", "รับเรื่องแล้วตัดสาย", "Takes it, then cuts the line"],
  ["hang", "count", "ค้าง ไม่ตอบ", "Hangs without an answer"],
  ["rateLimited", "count", "429 เรียกถี่เกินไป", "429, too many calls"],
  ["sameUser", "count", "429 ส่งหาคนเดิมมากไป", "429, too many to one person"],
  ["quotaReached", "flag", "429 โควตาเดือนนี้หมด", "429, month's quota is spent"],
  ["unauthorized", "count", "401 token ใช้ไม่ได้", "401, token refused"],
];
const OTHERS = [
  ["contentBad", "count", "ขอดูรูปแล้วได้ 400", "400 when fetching a photo"],
  ["contentPending", "count", "รูปยังไม่พร้อม (202)", "Photo not ready yet (202)"],
  ["duplicateWebhooks", "flag", "ส่ง webhook ซ้ำสองครั้ง", "Each webhook comes twice"],
  ["shufflePhotos", "flag", "รูปหลายใบมาสลับลำดับ", "Photos arrive out of order"],
  ["redeliver", "flag", "ส่ง webhook ที่พลาดใหม่", "Redelivers missed webhooks"],
];
const SCOPES = [
  ["", "เฉพาะการส่งข้อความ", "Only sending of messages"],
  ["*", "ทุกการเรียก", "Every call"],
];

const form = document.getElementById("fault-form");
const tally = document.getElementById("fault-tally");

const pick = (thai, english) => (language() === "th" ? thai : english);

async function change(wanted) {
  try {
    show(await post("phone/faults", wanted));
  } catch (fault) {
    toast(say("failed", fault.message));
  }
}

function field([name, kind, thai, english]) {
  const input =
    kind === "flag"
      ? el("input", {
          type: "checkbox",
          name,
          class: "switch",
          onchange: () => change({ [name]: input.checked }),
        })
      : el("input", {
          type: "number",
          name,
          min: 0,
          max: kind === "ms" ? 60_000 : 99,
          step: kind === "ms" ? 100 : 1,
          value: 0,
          onchange: () => change({ [name]: Number(input.value) || 0 }),
        });
  return el("label", { class: "fault" }, el("span", { text: pick(thai, english) }), input);
}

function scope() {
  const select = el(
    "select",
    { name: "only", onchange: () => change({ only: select.value }) },
    SCOPES.map(([value, thai, english]) => el("option", { value, text: pick(thai, english) })),
  );
  return el("label", { class: "fault" }, el("span", { text: pick("เกิดกับ", "Strikes") }), select);
}

/** Write what the simulator says into the fields, sparing the one being typed in. */
function show(faults) {
  let on = 0;
  for (const input of form.querySelectorAll("[name]")) {
    const value = faults[input.name];
    if (value === undefined) continue;
    if (value && input.name !== "only") on += 1;
    if (input.type === "checkbox") input.checked = value;
    else if (input !== document.activeElement) input.value = value;
    input.closest(".fault").classList.toggle("on", Boolean(value));
  }
  tally.hidden = on === 0;
  tally.textContent = String(on);
  tally.setAttribute("aria-label", say("faultsOn", on));
}

function clear() {
  const wanted = { only: "" };
  for (const [name, kind] of [...SENDING, ...OTHERS]) wanted[name] = kind === "flag" ? false : 0;
  return change(wanted);
}

function draw() {
  form.replaceChildren(
    el("p", { class: "quiet", text: say("faultsHint") }),
    el(
      "fieldset",
      {},
      el("legend", {
        text: pick(
          "เมื่อสำนักงานเรียก LINE (จำนวนครั้งถัดไป)",
          "When the office calls LINE (next n times)",
        ),
      }),
      scope(),
      SENDING.map(field),
    ),
    el(
      "fieldset",
      {},
      el("legend", { text: pick("รูปภาพและ webhook", "Photos and webhooks") }),
      OTHERS.map(field),
    ),
    el("button", { type: "button", class: "plain", text: say("faultsClear"), onclick: clear }),
  );
}

export async function refreshFaults() {
  show(await get("phone/faults"));
}

export function startFaults() {
  form.addEventListener("submit", (event) => event.preventDefault());
  draw();
  hear("words", () => {
    draw();
    refreshFaults();
  });
}
