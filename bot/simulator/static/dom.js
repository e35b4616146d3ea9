/** Building and patching the page: every word from outside enters as text, never as markup. */

/** Make one element: `class`, `text`, `on…` handlers and plain attributes, then its children. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for a drawing; attributes only, so a strict content policy is content. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Set several CSS properties through the CSSOM, skipping those without a value. */
export function paint(node, styles) {
  for (const [name, value] of Object.entries(styles)) {
    if (value !== null && value !== undefined && value !== "") node.style.setProperty(name, value);
  }
  return node;
}

const signs = new WeakMap();
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

/** Put a fresh node in an old one's place and give the focus back if it was inside. */
function replace(old, fresh) {
  const focused = old.contains(document.activeElement)
    ? [...old.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement)
    : -1;
  old.replaceWith(fresh);
  if (focused >= 0) fresh.querySelectorAll(FOCUSABLE)[focused]?.focus({ preventScroll: true });
}

/**
 * Make the children of `list` match `items` ({key, sign, build}) and touch nothing that stayed the same:
 * `key` names a child, `sign` says what it shows, `build` draws it.
 */
export function patch(list, items) {
  const wanted = new Set(items.map((item) => item.key));
  const known = new Map();
  for (const child of [...list.children]) {
    if (wanted.has(child.dataset.key)) known.set(child.dataset.key, child);
    else child.remove();
  }
  let spot = list.firstElementChild;
  for (const { key, sign, build } of items) {
    let node = known.get(key);
    if (node && signs.get(node) === sign) {
      if (node === spot) spot = spot.nextElementSibling;
      else list.insertBefore(node, spot);
      continue;
    }
    const fresh = build();
    fresh.dataset.key = key;
    signs.set(fresh, sign);
    if (node) {
      if (node === spot) spot = fresh;
      replace(node, fresh);
      node = fresh;
    }
    if (fresh === spot) spot = spot.nextElementSibling;
    else list.insertBefore(fresh, spot);
  }
}

let toastTimer = 0;

/** Say one short sentence at the foot of the page. */
export function toast(sentence) {
  const place = document.getElementById("toast");
  place.textContent = sentence;
  place.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => place.classList.remove("shown"), 3500);
}
