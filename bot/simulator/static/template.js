/** LINE's older cards: buttons, confirm, carousels of columns or pictures, and the image map. */

import { actionable, nameOf, perform } from "./actions.js";
import { picture } from "./api.js";
import { carousel } from "./carousel.js";
import { el, paint, svg } from "./dom.js";
import { image } from "./flex.js";
import { say } from "./words.js";

function choices(actions, kind) {
  return el(
    "div",
    { class: kind },
    actions.map((action) =>
      el("button", {
        type: "button",
        text: nameOf(action),
        onclick: () => perform(action),
      }),
    ),
  );
}

function thumbnail(part, template) {
  if (!part.thumbnailImageUrl) return null;
  const square = template.imageAspectRatio === "square";
  const frame = el(
    "div",
    { class: `card-photo${square ? " square" : ""}` },
    image(part.thumbnailImageUrl, "", "fx-img"),
  );
  if (template.imageSize !== "contain") frame.classList.add("fx-cover");
  return actionable(
    paint(frame, { "background-color": part.imageBackgroundColor }),
    part.defaultAction,
    say("photo"),
  );
}

function card(part, template) {
  const words = el(
    "div",
    { class: "card-words" },
    part.title ? el("strong", { text: part.title }) : null,
    el("p", { text: part.text }),
  );
  return el(
    "div",
    { class: "card" },
    thumbnail(part, template),
    words,
    choices(part.actions, "card-actions"),
  );
}

function pictureColumn(column) {
  const face = el(
    "div",
    { class: "card-photo square fx-cover" },
    image(column.imageUrl, "", "fx-img"),
    el("span", { class: "card-tag", text: column.action.label ?? "" }),
  );
  return el("div", { class: "card" }, actionable(face, column.action, say("photo")));
}

const TEMPLATES = {
  buttons: (part) => card(part, part),
  confirm: (part) =>
    el(
      "div",
      { class: "card" },
      el("div", { class: "card-words" }, el("p", { text: part.text })),
      choices(part.actions, "card-actions two"),
    ),
  carousel: (part) => carousel(part.columns.map((column) => card(column, part))),
  image_carousel: (part) => carousel(part.columns.map(pictureColumn)),
};

/** A template message. */
export function template(message) {
  const draw = TEMPLATES[message.template?.type];
  return draw
    ? draw(message.template)
    : el("div", { class: "bubble", text: message.altText ?? "" });
}

/** One touchable part of a picture: `at` is {x, y, width, height} in the picture's own units. */
export function touchArea(at, action, name) {
  const area = svg("g", {}, svg("rect", { ...at, rx: 18, class: "area" }));
  return actionable(area, action, name);
}

/** An image map: one picture with touchable parts. */
export function imagemap(message) {
  const { width, height } = message.baseSize ?? { width: 1040, height: 1040 };
  const layer = svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: "areas",
    role: "group",
    "aria-label": message.altText,
  });
  for (const action of message.actions ?? []) {
    const deed = action.type === "uri" ? { ...action, uri: action.linkUri } : action;
    layer.append(touchArea(action.area, deed, nameOf({ ...deed, data: message.altText })));
  }
  const frame = el(
    "div",
    { class: "imagemap" },
    image(`${message.baseUrl}/1040`, message.altText),
    layer,
  );
  if (!picture(message.baseUrl)) frame.classList.add("unseen");
  return paint(frame, { "aspect-ratio": `${width} / ${height}` });
}
