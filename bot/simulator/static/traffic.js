/** The list of all that runs between the pretend LINE and the office, newest first, each opened to its JSON. */

import { get } from "./api.js";
import { seconds } from "./dates.js";
import { describe, parsed } from "./describe.js";
import { el, patch } from "./dom.js";
import { icon } from "./icons.js";
import { hear } from "./state.js";
import { say } from "./words.js";

const KEPT = 500;
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const list = document.getElementById("traffic-list");
const empty = document.getElementById("traffic-empty");
const onlyErrors = document.getElementById("only-errors");
let entries = [];

/** JSON with its keys, words and numbers in colours. */
function coloured(value) {
  const source = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const block = el("pre", { class: "json", lang: "en" });
  let from = 0;
  for (const token of source.matchAll(TOKEN)) {
    block.append(source.slice(from, token.index));
    const [whole, words, colon, constant] = token;
    const kind = colon ? "key" : words ? "words" : constant ? "constant" : "number";
    block.append(el("span", { class: kind, text: words ?? whole }), colon ?? "");
    from = token.index + whole.length;
  }
  block.append(source.slice(from));
  return block;
}

function headerTable(headers) {
  const rows = Object.entries(headers ?? {}).map(([name, value]) =>
    el("div", {}, el("dt", { text: name }), el("dd", { text: String(value) })),
  );
  return rows.length
    ? el(
        "details",
        { class: "headers" },
        el("summary", { text: say("headers") }),
        el("dl", {}, rows),
      )
    : null;
}

function half(title, message) {
  const body = parsed(message?.body);
  const nothing = body === undefined || body === null || body === "";
  return el(
    "div",
    { class: "half" },
    el("h3", { text: title }),
    headerTable(message?.headers),
    nothing
      ? el("p", { class: "quiet", text: say(message ? "noBody" : "noAnswer") })
      : coloured(body),
  );
}

function signed(entry) {
  return Object.keys(entry.request?.headers ?? {}).some(
    (name) => name.toLowerCase() === "x-line-signature",
  );
}

function mood(status) {
  if (!status) return "lost";
  return status < 300 ? "good" : status < 500 ? "warn" : "bad";
}

function facts(entry) {
  const time = el("time", { datetime: entry.at, text: seconds(new Date(entry.at)) });
  const path = el("code", {
    text: `${entry.method} ${entry.path.replace(/^https?:\/\/[^/]+/, "")}`,
  });
  const reason = entry.reason ? el("span", { class: "reason", text: entry.reason }) : null;
  const span =
    entry.ms === undefined || entry.ms === null
      ? null
      : el("span", { text: `${Math.round(entry.ms)} ms` });
  const seal = signed(entry) ? el("span", { class: "seal" }, icon("shield"), say("signed")) : null;
  return el("span", { class: "facts" }, time, span, seal, reason, path);
}

function row(entry) {
  const inward = entry.kind === "webhook";
  const summary = el(
    "summary",
    {},
    el("span", { class: `way ${inward ? "in" : "out"}` }, icon(inward ? "next" : "previous")),
    el("span", { class: "about" }, el("strong", { text: describe(entry) }), facts(entry)),
    el("span", { class: `status ${mood(entry.status)}`, text: String(entry.status || "—") }),
  );
  const details = el("details", { class: "entry" }, summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1)
      details.append(half(say("request"), entry.request), half(say("response"), entry.response));
  });
  return el("li", {}, details);
}

function draw() {
  const shown = entries
    .filter((entry) => !onlyErrors.checked || !entry.status || entry.status >= 300)
    .reverse();
  patch(
    list,
    shown.map((entry) => ({
      key: String(entry.n),
      sign: `${entry.status} ${entry.ms}`,
      build: () => row(entry),
    })),
  );
  empty.hidden = shown.length > 0;
}

/** Ask what came since the last look. */
export async function refreshTraffic() {
  const answer = await get(`phone/log?after=${entries.at(-1)?.n ?? 0}`);
  if (!answer?.entries.length) return;
  const fresh = new Map([...entries, ...answer.entries].map((entry) => [entry.n, entry]));
  entries = [...fresh.values()].sort((a, b) => a.n - b.n).slice(-KEPT);
  draw();
}

export function forgetTraffic() {
  entries = [];
  draw();
}

export function startTraffic() {
  onlyErrors.addEventListener("change", draw);
  hear("words", () => {
    list.replaceChildren();
    draw();
  });
  draw();
}
