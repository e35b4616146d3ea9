/** What a tap does: the page's own business (links, camera, clipboard, pickers), or a word to the simulator. */

import { post, upload } from "./api.js";
import { toast } from "./dom.js";
import { choosePlace, chooseTime, chooseFiles } from "./pickers.js";
import { own, ring } from "./state.js";
import { say } from "./words.js";

let listener = null;

/** Let `deed(verb, payload)` take what would be told to the simulator: for a page that has none. */
export function overhear(deed) {
  listener = deed;
}

/** Tell the simulator something this person did, then look at the chat at once. True when it was taken. */
export async function tell(verb, payload) {
  if (listener) return listener(verb, payload);
  try {
    await post(own(verb), payload);
  } catch (fault) {
    toast(say("failed", fault.message));
    return false;
  }
  ring("acted");
  return true;
}

const KINDS = [
  ["image/", "image"],
  ["video/", "video"],
  ["audio/", "audio"],
];

function kindOf(file) {
  return KINDS.find(([start]) => file.type.startsWith(start))?.[1] ?? "file";
}

/** Send files, each kind in one go, so that several photos travel as one set. */
export async function sendFiles(files, as = null) {
  const heaps = new Map();
  for (const file of files) {
    const kind = as ?? kindOf(file);
    heaps.set(kind, [...(heaps.get(kind) ?? []), file]);
  }
  for (const [kind, heap] of heaps) {
    try {
      await upload(own("media"), heap, kind);
    } catch (fault) {
      toast(say("failed", fault.message));
      return false;
    }
  }
  ring("acted");
  return files.length > 0;
}

const NAVIGATION = {
  camera: () => takePhotos({ capture: true }),
  "cameraRoll/single": () => takePhotos({}),
  "cameraRoll/multi": () => takePhotos({ multiple: true }),
  location: () => sendPlace(),
};

async function takePhotos(options) {
  return sendFiles(await chooseFiles({ accept: "image/*", ...options }));
}

async function sendPlace() {
  const place = await choosePlace();
  return place ? tell("location", place) : false;
}

/** Whether a link stays in the chat (LINE's own scheme) instead of opening a page. */
export function staysHere(uri) {
  return /^(line:|https:\/\/line\.me\/R\/)/.test(uri);
}

function followLink(uri) {
  const step = uri.match(/^(?:line:\/\/|https:\/\/line\.me\/R\/)nv\/(.+?)\/?$/)?.[1];
  if (step && NAVIGATION[step]) return NAVIGATION[step]();
  const draft = uri.match(/oaMessage\/[^/]+\/\?(.+)$/)?.[1];
  if (draft) {
    ring("draft", decodeURIComponent(draft));
    return true;
  }
  if (uri.startsWith("tel:")) {
    toast(say("noCalls", uri.slice(4)));
    return true;
  }
  window.open(uri, "_blank", "noopener");
  return true;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(say("copied"));
  } catch (fault) {
    toast(text);
  }
  return true;
}

async function pickThenTell(action) {
  const params = await chooseTime(action);
  return params ? tell("action", { action, params }) : false;
}

async function plain(action) {
  const taken = await tell("action", { action, params: null });
  if (!taken) return false;
  if (action.inputOption === "openKeyboard") ring("draft", action.fillInText ?? "");
  if (action.inputOption === "openRichMenu") ring("menu", true);
  if (action.inputOption === "closeRichMenu") ring("menu", false);
  return true;
}

const DEEDS = {
  uri: (action) => followLink(action.uri),
  clipboard: (action) => copyText(action.clipboardText),
  camera: () => takePhotos({ capture: true }),
  cameraRoll: () => sendFilesFromRoll(),
  location: () => sendPlace(),
  datetimepicker: pickThenTell,
};

async function sendFilesFromRoll() {
  return sendFiles(await chooseFiles({ accept: "image/*,video/*", multiple: true }));
}

/** Quick replies that stay until their data is really sent. */
export const LASTING = new Set(["camera", "cameraRoll", "location", "datetimepicker"]);

/** Do one LINE action; true when something was sent or opened. */
export function perform(action) {
  return (DEEDS[action.type] ?? plain)(action);
}

/** What to call an action when it has no picture or words of its own. */
export function nameOf(action) {
  return (
    action.label ||
    action.displayText ||
    action.text ||
    action.uri ||
    action.richMenuAliasId ||
    action.data ||
    action.type
  );
}

/** Let any node be tapped or pressed for an action; the buttons inside it come first. */
export function actionable(node, action, name = null) {
  if (!action) return node;
  node.classList.add("tappable");
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    perform(action);
  });
  if (node.querySelector("a, button, [tabindex]")) return node;
  node.setAttribute("role", action.type === "uri" ? "link" : "button");
  node.setAttribute("tabindex", "0");
  const label = action.label || name;
  if (label) node.setAttribute("aria-label", label);
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    perform(action);
  });
  return node;
}
