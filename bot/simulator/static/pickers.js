/** The small windows a phone opens: a date, a place, a file, a picture in full, a question to confirm. */

import { longDay, ofPicker, clock } from "./dates.js";
import { el } from "./dom.js";
import { simulatedNow } from "./state.js";
import { say } from "./words.js";

/** Show a window made of `children`; resolves with what `read` gives on OK, or null. */
function ask(title, children, read, okWords = say("ok")) {
  return new Promise((resolve) => {
    const cancel = el("button", {
      type: "button",
      class: "plain",
      text: say("cancel"),
      onclick: () => dialog.close(),
    });
    const form = el(
      "form",
      { method: "dialog" },
      el("h2", { text: title, id: "asking" }),
      children,
      el(
        "div",
        { class: "answers" },
        cancel,
        el("button", { class: "strong", value: "ok", text: okWords }),
      ),
    );
    const dialog = el("dialog", { class: "asking", "aria-labelledby": "asking" }, form);
    dialog.addEventListener("close", () => {
      const answer = dialog.returnValue === "ok" ? read(form) : null;
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector("input, button.strong")?.focus();
  });
}

/** A yes or no question. */
export async function confirmed(question) {
  return (await ask(question, [], () => true)) === true;
}

const INPUTS = { date: "date", time: "time", datetime: "datetime-local" };
const TITLES = { date: "pickDate", time: "pickTime", datetime: "pickDatetime" };

/** LINE writes a date and time with `T` or `t`, and may put `/` in old samples. */
function tidy(value) {
  return value?.replace("t", "T").slice(0, 16);
}

function inBuddhistEra(mode, value) {
  if (!value) return "";
  if (mode === "time") return `${value} น.`;
  const date = ofPicker(value);
  return mode === "date" ? longDay(date) : `${longDay(date)} ${clock(date)} น.`;
}

/** The date and time window of a datetimepicker action; gives LINE's params, e.g. {date: "2026-11-25"}. */
export function chooseTime(action) {
  const { mode } = action;
  const today = new Date(simulatedNow().getTime() + 7 * 3_600_000).toISOString();
  const start = {
    date: today.slice(0, 10),
    time: today.slice(11, 16),
    datetime: today.slice(0, 16),
  }[mode];
  const input = el("input", {
    type: INPUTS[mode],
    name: "value",
    required: true,
    "aria-label": say(TITLES[mode]),
    value: tidy(action.initial) ?? start,
    min: tidy(action.min),
    max: tidy(action.max),
  });
  const words = el("output", { class: "era", text: inBuddhistEra(mode, input.value) });
  input.addEventListener("input", () => {
    words.textContent = inBuddhistEra(mode, input.value);
  });
  return ask(
    action.label || say(TITLES[mode]),
    [input, words],
    () => ({ [mode]: input.value }),
    say("send"),
  );
}

const PLACE = {
  title: "ตลาดคลองเตย",
  address: "ถนนพระรามที่ 4 แขวงคลองเตย เขตคลองเตย กรุงเทพมหานคร",
  latitude: 13.7206,
  longitude: 100.5597,
};

/** The place window; gives {title, address, latitude, longitude}. */
export function choosePlace() {
  const field = (name, key, type) =>
    el(
      "label",
      {},
      el("span", { text: say(key) }),
      el("input", {
        name,
        type,
        value: PLACE[name],
        required: true,
        step: type === "number" ? "any" : null,
        maxlength: type === "text" ? 100 : null,
      }),
    );
  const fields = [
    field("title", "placeTitle", "text"),
    field("address", "placeAddress", "text"),
    el(
      "div",
      { class: "pair" },
      field("latitude", "latitude", "number"),
      field("longitude", "longitude", "number"),
    ),
  ];
  return ask(
    say("pickPlace"),
    fields,
    (form) => {
      const data = Object.fromEntries(new FormData(form));
      return { ...data, latitude: Number(data.latitude), longitude: Number(data.longitude) };
    },
    say("send"),
  );
}

/** The phone's own file window; gives the files chosen (none when it was left). */
export function chooseFiles({ accept = "", multiple = false, capture = false }) {
  return new Promise((resolve) => {
    const input = el("input", {
      type: "file",
      accept,
      multiple,
      capture: capture ? "environment" : null,
      class: "away",
      tabindex: -1,
      "aria-hidden": "true",
    });
    const done = (files) => {
      input.remove();
      resolve(files);
    };
    input.addEventListener("change", () => done([...input.files]));
    input.addEventListener("cancel", () => done([]));
    document.body.append(input);
    input.click();
  });
}

/** One picture over the whole page. */
export function showPicture(source, words) {
  const dialog = el(
    "dialog",
    { class: "viewer", "aria-label": words },
    el("img", { src: source, alt: words }),
    el("button", {
      type: "button",
      class: "strong",
      text: say("close"),
      onclick: () => dialog.close(),
    }),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
