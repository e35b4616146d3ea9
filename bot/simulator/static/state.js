/** What the page knows at this moment, and the bell that rings when part of it changes. */

const bell = new EventTarget();

export const state = {
  userId: null,
  citizens: [],
  chat: null,
  account: null,
  offset: 0,
  pc: localStorage.getItem("phone.pc") === "1",
  large: localStorage.getItem("phone.large") === "1",
  previews: new Map(),
};

let serverNow = Date.now();
let heardAt = performance.now();

/** Take the simulator's time from an answer. */
export function setNow(iso) {
  serverNow = Date.parse(iso);
  heardAt = performance.now();
}

/** The simulator's time now, ticking between answers. */
export function simulatedNow() {
  return new Date(serverNow + (performance.now() - heardAt));
}

export function ring(name, detail) {
  bell.dispatchEvent(new CustomEvent(name, { detail }));
}

export function hear(name, listener) {
  bell.addEventListener(name, (event) => listener(event.detail));
}

export function keep(name, value) {
  localStorage.setItem(`phone.${name}`, value);
}

export function kept(name) {
  return localStorage.getItem(`phone.${name}`);
}

/** The person whose phone is shown, as listed. */
export function citizen() {
  return state.citizens.find((one) => one.userId === state.userId) ?? null;
}

/** The path of something this person does, e.g. `phone/U…/text`. */
export function own(verb) {
  return `phone/${encodeURIComponent(state.userId)}/${verb}`;
}
