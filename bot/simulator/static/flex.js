/** Flex messages drawn by the rules of LINE's Flex layout: bubbles, boxes, words, pictures and buttons. */

import { actionable, nameOf, perform, staysHere } from "./actions.js";
import { picture } from "./api.js";
import { el, paint } from "./dom.js";
import { boxStyles, itemStyles, size, TEXT } from "./flexstyle.js";
import { carousel } from "./carousel.js";
import { showPicture } from "./pickers.js";
import { say } from "./words.js";

const ICON = { ...TEXT };
const IMAGE = {
  xxs: 40,
  xs: 60,
  sm: 80,
  md: 100,
  lg: 120,
  xl: 140,
  xxl: 160,
  "3xl": 180,
  "4xl": 200,
  "5xl": 220,
};
const PLAIN = {
  start: "flex-start",
  center: "center",
  end: "flex-end",
  top: "flex-start",
  bottom: "flex-end",
};

/** Font size of a text or span; grows with the reader's own setting only when `scaling` says so. */
function fontSize(part) {
  const base = size(part.size, TEXT);
  return base && part.scaling ? `calc(${base} * var(--zoom))` : base;
}

function letters(node, part) {
  const decoration = { underline: "underline", "line-through": "line-through", none: "none" }[
    part.decoration
  ];
  return paint(node, {
    "font-size": fontSize(part),
    color: part.color,
    "text-decoration": decoration,
    "font-weight": part.weight && (part.weight === "bold" ? "700" : "400"),
    "font-style": part.style,
  });
}

function text(part) {
  const words = { ...part, size: part.size ?? "md" };
  const node = letters(el("div", { class: part.wrap ? "fx-text fx-wrap" : "fx-text" }), words);
  const spans = part.contents ?? [];
  if (spans.length)
    node.append(
      ...spans.map((span) =>
        letters(el("span", { text: span.text }), { scaling: part.scaling, ...span }),
      ),
    );
  else node.textContent = part.text ?? "";
  paint(node, { "text-align": part.align });
  if (part.lineSpacing) paint(node, { "line-height": `calc(1.5em + ${part.lineSpacing})` });
  if (part.maxLines && part.wrap) {
    node.classList.add("fx-lines");
    paint(node, { "-webkit-line-clamp": String(part.maxLines) });
  }
  return actionable(node, part.action, node.textContent);
}

/** A picture the policy lets us show, or a quiet sign that there is one elsewhere. */
export function image(link, words, kind = "fx-img") {
  const source = picture(link);
  if (!source)
    return el("span", {
      class: `${kind} fx-elsewhere`,
      role: "img",
      "aria-label": say("outsidePicture"),
      title: link ?? "",
    });
  const node = el("img", { class: kind, src: source, alt: words, loading: "lazy" });
  node.addEventListener("error", () => node.classList.add("fx-elsewhere"));
  return node;
}

function framed(part) {
  const [wide, high] = (part.aspectRatio ?? "1:1").split(":");
  const frame = el("div", { class: "fx-frame" }, image(part.url ?? part.previewUrl, ""));
  paint(frame, {
    width: part.size === "full" ? "100%" : size(part.size ?? "md", IMAGE),
    "aspect-ratio": `${wide} / ${high}`,
    "background-color": part.backgroundColor,
  });
  if (part.aspectMode === "cover") frame.classList.add("fx-cover");
  return frame;
}

function pictureBlock(part) {
  const node = paint(el("div", { class: "fx-image" }, framed(part)), {
    "justify-content": PLAIN[part.align ?? "center"],
  });
  return actionable(node, part.action, say("photo"));
}

function video(part) {
  const frame = framed({ ...part, size: "full", aspectMode: "cover" });
  const open = () => showPicture(picture(part.previewUrl) ?? "", say("video"));
  frame.append(
    el("button", { type: "button", class: "play", "aria-label": say("video"), onclick: open }),
  );
  return el("div", { class: "fx-image" }, frame);
}

function icon(part) {
  const [wide, high] = (part.aspectRatio ?? "1:1").split(":");
  const base = size(part.size ?? "md", ICON);
  return paint(image(part.url, "", "fx-icon"), {
    height: part.scaling ? `calc(${base} * var(--zoom))` : base,
    "aspect-ratio": `${wide} / ${high}`,
  });
}

function button(part) {
  const { action } = part;
  const style = part.style ?? "link";
  const link = action.type === "uri" && !staysHere(action.uri) && !action.uri.startsWith("tel:");
  const props = { class: `fx-button fx-${style} fx-${part.height ?? "md"}`, text: nameOf(action) };
  const node = link
    ? el("a", { ...props, href: action.uri, target: "_blank", rel: "noopener" })
    : el("button", { ...props, type: "button", onclick: () => perform(action) });
  if (part.scaling) node.classList.add("fx-scaling");
  return paint(node, { [style === "link" ? "color" : "background-color"]: part.color });
}

function separator(part, layout) {
  const node = el("div", { class: layout === "vertical" ? "fx-rule" : "fx-rule fx-upright" });
  return paint(node, { "background-color": part.color });
}

function box(part) {
  const node = el("div", { class: `fx-box fx-${part.layout}` });
  for (const child of part.contents ?? []) node.append(component(child, part));
  paint(node, boxStyles(part));
  return actionable(node, part.action, node.textContent.slice(0, 80));
}

const PARTS = {
  box,
  text,
  image: pictureBlock,
  button,
  icon,
  video,
  separator,
  filler: () => el("div", { class: "fx-filler" }),
  spacer: (part) =>
    paint(el("div"), {
      padding: `${{ xs: 1, sm: 2, md: 4, lg: 6, xl: 8, xxl: 10 }[part.size ?? "md"]}px`,
    }),
};

/** One component as a child of the box `parent`. */
function component(part, parent) {
  const draw = PARTS[part.type];
  if (!draw) return el("div", { class: "fx-text", text: say("unsupported", part.type) });
  return paint(draw(part, parent.layout), itemStyles(part, parent));
}

const BLOCKS = ["header", "hero", "body", "footer"];

/** One bubble. */
function bubble(part) {
  const node = el("div", {
    class: `fx-bubble fx-${part.size ?? "mega"}`,
    dir: part.direction === "rtl" ? "rtl" : null,
  });
  for (const name of BLOCKS.filter((one) => part[one])) {
    const style = part.styles?.[name] ?? {};
    const content = part[name];
    const block = el("div", {
      class: `fx-block fx-${name}${content.type === "box" ? "" : " fx-bare"}`,
    });
    paint(block, { "background-color": style.backgroundColor });
    if (style.separator && node.childElementCount)
      node.append(separator({ color: style.separatorColor }, "vertical"));
    block.append(component(content, { layout: "vertical", contents: [content] }));
    node.append(block);
  }
  return actionable(node, part.action, node.textContent.slice(0, 80));
}

/** The contents of a flex message: one bubble, or several to scroll through. */
export function flex(contents) {
  if (contents?.type === "carousel") return carousel(contents.contents.map(bubble));
  return bubble(contents ?? {});
}
