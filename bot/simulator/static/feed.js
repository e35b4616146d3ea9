/** Keeps the page fresh: looks often while something happens, seldom when idle, never while hidden. */

import { get } from "./api.js";
import { hear, own, ring, setNow, state } from "./state.js";

const LIVELY = 400;
const IDLE = 2000;
const IDLE_AFTER = 60_000;

let stirredAt = performance.now();
let offline = false;
const loops = [];

/** Something happened: look often again. */
function stir() {
  stirredAt = performance.now();
}

/** A pause in milliseconds, made longer when nothing has happened for a minute. */
export function pace(lively) {
  return performance.now() - stirredAt > IDLE_AFTER ? Math.max(IDLE, 2 * lively) : lively;
}

function setOffline(lost) {
  if (lost === offline) return;
  offline = lost;
  document.getElementById("offline").hidden = !lost;
  if (!lost) ring("back");
}

/** Run `look` again and again, `pause()` ms apart, one at a time; gives a way to look at once. */
export function repeat(look, pause) {
  let timer = 0;
  let looking = false;
  let again = false;
  async function turn() {
    clearTimeout(timer);
    if (document.hidden) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      await look();
      setOffline(false);
    } catch (fault) {
      setOffline(fault.status === 0);
      if (fault.status === undefined) console.error(fault);
    }
    looking = false;
    timer = setTimeout(turn, again ? 0 : offline ? IDLE : pause());
    again = false;
  }
  loops.push(turn);
  turn();
  return turn;
}

async function lookAtChat() {
  const { userId, chat } = state;
  if (!userId) return;
  const answer = await get(own(chat ? `chat?after=${chat.revision}` : "chat"));
  if (!answer || userId !== state.userId) return;
  stir();
  state.chat = answer;
  setNow(answer.now);
  ring("chat", answer);
}

export function startFeed(refreshPeople) {
  const now = repeat(
    async () => {
      try {
        await lookAtChat();
      } catch (fault) {
        if (fault.status !== 404) throw fault;
        state.chat = null;
        await refreshPeople();
      }
    },
    () => pace(LIVELY),
  );
  repeat(refreshPeople, () => pace(IDLE));
  for (const name of ["acted", "citizen"]) {
    hear(name, () => {
      stir();
      now();
    });
  }
  for (const name of ["pointerdown", "keydown"])
    document.addEventListener(name, stir, { passive: true });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    stir();
    for (const turn of loops) turn();
  });
}
