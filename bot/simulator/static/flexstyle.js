/** The measures of LINE's Flex layout: its size words in pixels and its properties as CSS. */

export const TEXT = {
  xxs: 11,
  xs: 13,
  sm: 14,
  md: 16,
  lg: 19,
  xl: 22,
  xxl: 29,
  "3xl": 35,
  "4xl": 48,
  "5xl": 74,
};
const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const ALONG = { start: "flex-start", end: "flex-end" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };

/** A size as CSS: a word of `table`, `12px` or `50%` as they are; anything else is nothing. */
export function size(value, table = SPACE) {
  if (value === undefined || value === null) return null;
  if (value in table) return `${table[value]}px`;
  return /^-?\d+(\.\d+)?(px|%)$/.test(value) ? value : null;
}

function offsets(part) {
  const sides = {
    top: part.offsetTop,
    bottom: part.offsetBottom,
    "inset-inline-start": part.offsetStart,
    "inset-inline-end": part.offsetEnd,
  };
  const styles = Object.fromEntries(
    Object.entries(sides).map(([side, value]) => [side, size(value)]),
  );
  if (part.position === "absolute") styles.position = "absolute";
  return styles;
}

function share(part, layout) {
  if (part.type === "filler") return `${part.flex ?? 1} 1 0`;
  if (part.type === "separator" || part.type === "icon") return "0 0 auto";
  if (layout === "vertical") return part.flex ? `${part.flex} 0 auto` : "0 0 auto";
  if (part.width) return "0 0 auto";
  const flex = part.flex ?? 1;
  return flex === 0 ? "0 0 auto" : `${flex} 1 0`;
}

/** How a component sits in its parent box: its share, its margin or the box's spacing, its gravity. */
export function itemStyles(part, parent) {
  const first = parent.contents?.[0] === part;
  const gap = size(part.margin ?? (first ? null : parent.spacing));
  const styles = { flex: share(part, parent.layout), ...offsets(part) };
  styles[parent.layout === "vertical" ? "margin-top" : "margin-inline-start"] = gap;
  if (parent.layout === "horizontal" && part.gravity) styles["align-self"] = GRAVITY[part.gravity];
  return styles;
}

function backdrop(part) {
  const { background } = part;
  if (background?.type !== "linearGradient") return {};
  const middle = background.centerColor
    ? `${background.centerColor} ${background.centerPosition ?? "50%"}, `
    : "";
  return {
    "background-image": `linear-gradient(${background.angle}, ${background.startColor}, ${middle}${background.endColor})`,
  };
}

/** The look of a box itself. */
export function boxStyles(part) {
  return {
    width: size(part.width),
    "max-width": size(part.maxWidth),
    height: size(part.height),
    "max-height": size(part.maxHeight),
    "background-color": part.backgroundColor,
    ...backdrop(part),
    "border-width": size(part.borderWidth, BORDER),
    "border-color": part.borderColor,
    "border-style": part.borderWidth || part.borderColor ? "solid" : null,
    "border-radius": size(part.cornerRadius),
    padding: size(part.paddingAll),
    "padding-top": size(part.paddingTop),
    "padding-bottom": size(part.paddingBottom),
    "padding-inline-start": size(part.paddingStart),
    "padding-inline-end": size(part.paddingEnd),
    "justify-content": ALONG[part.justifyContent] ?? part.justifyContent,
    "align-items": ALONG[part.alignItems] ?? part.alignItems,
  };
}
