/** One bubble of the chat: what was said, by whom and when. */

import { tell } from "./actions.js";
import { address, picture } from "./api.js";
import { clock } from "./dates.js";
import { el, toast } from "./dom.js";
import { flex, image } from "./flex.js";
import { hall, icon, sticker } from "./icons.js";
import { showPicture } from "./pickers.js";
import { openMenu } from "./popup.js";
import { ring } from "./state.js";
import { imagemap, template } from "./template.js";
import { substituted, withEmoji } from "./wording.js";
import { say } from "./words.js";

function text(message) {
  return el("div", { class: "bubble" }, withEmoji(message.text ?? "", message.emojis ?? []));
}

function photo(message, bubble) {
  const source = bubble.contentUrl
    ? address(bubble.contentUrl)
    : picture(message.previewImageUrl ?? message.originalContentUrl);
  if (!source) return el("div", { class: "bubble" }, image(null, say("photo")));
  const whole = bubble.contentUrl ? source : (picture(message.originalContentUrl) ?? source);
  return el(
    "button",
    {
      type: "button",
      class: "photo",
      "aria-label": say("viewPhoto"),
      onclick: () => showPicture(whole, say("photo")),
    },
    el("img", { src: source, alt: say("photo") }),
  );
}

function moving(message, bubble) {
  const source = bubble.contentUrl
    ? address(bubble.contentUrl)
    : picture(message.originalContentUrl);
  const watched = () => message.trackingId && tell("watched", { trackingId: message.trackingId });
  return el("video", {
    class: "photo",
    controls: true,
    preload: "metadata",
    src: source,
    poster: message.previewImageUrl && picture(message.previewImageUrl),
    "aria-label": say("video"),
    onended: watched,
  });
}

function sound(message, bubble) {
  const source = bubble.contentUrl
    ? address(bubble.contentUrl)
    : picture(message.originalContentUrl);
  return el("audio", {
    class: "sound",
    controls: true,
    preload: "metadata",
    src: source,
    "aria-label": say("voice"),
  });
}

function file(message, bubble) {
  const size = message.fileSize
    ? `${Math.max(1, Math.round(message.fileSize / 1024)).toLocaleString("th-TH")} KB`
    : "";
  return el(
    "a",
    {
      class: "bubble file",
      href: bubble.contentUrl ? address(bubble.contentUrl) : null,
      download: message.fileName ?? true,
    },
    icon("file"),
    el(
      "span",
      {},
      el("strong", { text: message.fileName ?? say("file") }),
      el("small", { text: size }),
    ),
  );
}

function place(message) {
  const { latitude, longitude } = message;
  return el(
    "a",
    {
      class: "place",
      target: "_blank",
      rel: "noopener",
      href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`,
    },
    el("span", { class: "place-map" }, icon("pin")),
    el(
      "span",
      { class: "place-words" },
      el("strong", { text: message.title ?? say("location") }),
      el("span", { text: message.address ?? "" }),
    ),
  );
}

const DRAW = {
  text,
  image: photo,
  video: moving,
  audio: sound,
  file,
  location: place,
  template,
  imagemap,
  textV2: (message) => el("div", { class: "bubble" }, substituted(message)),
  sticker: (message) => el("div", { class: "bare" }, sticker(message)),
  flex: (message) => flex(message.contents),
};
const WIDE = new Set(["flex", "template", "imagemap"]);

/** One line that stands for a message in the list of people or above a quotation. */
export function preview(bubble) {
  const message = bubble?.message ?? {};
  if (bubble?.unsent) return say("unsent");
  const kind = {
    image: "photo",
    video: "video",
    audio: "voice",
    file: "file",
    location: "location",
    sticker: "stickers",
  }[message.type];
  return bubble?.displayText ?? message.altText ?? message.text ?? (kind ? say(kind) : "");
}

function choices(bubble, anchor) {
  const words = bubble.message?.text;
  const entries = [[say("reply"), () => ring("quote", bubble)]];
  if (words)
    entries.push([
      say("copy"),
      () =>
        navigator.clipboard?.writeText(words).then(
          () => toast(say("copied")),
          () => toast(words),
        ),
    ]);
  if (bubble.by === "citizen")
    entries.push([
      say("unsend"),
      () => tell("unsend", { messageId: bubble.message?.id ?? bubble.id }),
    ]);
  openMenu(anchor, entries, say("bubbleMenu"));
}

function hold(node, deed) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse") timer = setTimeout(deed, 500);
  });
  for (const name of ["pointerup", "pointermove", "pointercancel"])
    node.addEventListener(name, stop);
}

function quoted(bubble, all) {
  const id = bubble.message?.quotedMessageId;
  const source = id && all.find((one) => (one.message?.id ?? one.id) === id || one.id === id);
  return source ? el("div", { class: "quoted", text: preview(source) }) : null;
}

function content(bubble, all) {
  const message = bubble.displayText
    ? { type: "text", text: bubble.displayText }
    : (bubble.message ?? {});
  const draw = DRAW[message.type];
  const body = draw
    ? draw(message, bubble)
    : el("div", { class: "bubble", text: say("unsupported", message.type ?? "?") });
  const quote = quoted(bubble, all);
  if (quote && body.classList.contains("bubble")) body.prepend(quote);
  return [body, WIDE.has(message.type)];
}

/** Draw one bubble; `all` are the chat's bubbles, for what a quotation points at. */
export function bubbleRow(bubble, all) {
  if (bubble.unsent) return el("div", { class: "row note", text: say("unsent") });
  const office = bubble.by === "office";
  const [body, wide] = content(bubble, all);
  const more = el(
    "button",
    {
      type: "button",
      class: "more",
      "aria-label": say("bubbleMenu"),
      "aria-haspopup": "menu",
      onclick: () => choices(bubble, more),
    },
    icon("more"),
  );
  const meta = el(
    "div",
    { class: "meta" },
    office ? null : el("span", { class: "read", text: say("read"), hidden: true }),
    el("time", { datetime: bubble.at, text: clock(new Date(bubble.at)) }),
  );
  if (!wide) {
    hold(body, () => choices(bubble, more));
    body.addEventListener("contextmenu", (event) => {
      if (event.target.closest("a, audio, video")) return;
      event.preventDefault();
      choices(bubble, more);
    });
  }
  const face = office ? el("div", { class: "face" }, senderFace(bubble.sender)) : null;
  const name =
    office && bubble.sender?.name ? el("div", { class: "sender", text: bubble.sender.name }) : null;
  const who = el("span", {
    class: "unseen-words",
    text: `${office ? say("office") : say("you")}: `,
  });
  return el(
    "div",
    { class: `row ${bubble.by}${wide ? " wide" : ""}` },
    face,
    el(
      "div",
      { class: "stack" },
      name,
      el(
        "div",
        { class: "said" },
        who,
        body,
        el("div", { class: "beside" }, wide ? [meta, more] : [more, meta]),
      ),
    ),
  );
}

function senderFace(sender) {
  const link = picture(sender?.iconUrl);
  return link ? el("img", { src: link, alt: "" }) : hall();
}
