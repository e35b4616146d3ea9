/** Puts the page together: its parts, its drawers on a small screen, its tabs and its settings. */

import { post } from "./api.js";
import { startChat } from "./chat.js";
import { refreshAccount, refreshClock, startClock } from "./clock.js";
import { startComposer } from "./composer.js";
import { toast } from "./dom.js";
import { refreshFaults, startFaults } from "./faults.js";
import { pace, repeat, startFeed } from "./feed.js";
import { hall, icon } from "./icons.js";
import { startMenu } from "./menu.js";
import { choose, refresh, startPeople } from "./people.js";
import { confirmed } from "./pickers.js";
import { hear, keep, ring, state } from "./state.js";
import { forgetTraffic, refreshTraffic, startTraffic } from "./traffic.js";
import { language, say, setLanguage, writeWords } from "./words.js";

const SIDES = {
  people: matchMedia("(max-width: 1099px)"),
  backstage: matchMedia("(max-width: 759px)"),
};
const side = (name) => document.getElementById(name);
const shade = document.getElementById("shade");

/** A side that does not fit beside the phone slides over it, and is out of reach while shut. */
function setDrawer(name, open) {
  const node = side(name);
  const narrow = SIDES[name].matches;
  const wasOpen = node.classList.contains("open");
  node.classList.toggle("open", narrow && open);
  node.inert = narrow && !open;
  shade.hidden = !Object.keys(SIDES).some((one) => side(one).classList.contains("open"));
  const opener = document.getElementById(`open-${name}`);
  opener.setAttribute("aria-expanded", String(narrow && open));
  if (narrow && open) node.querySelector(".shut").focus();
  else if (narrow && wasOpen) opener.focus();
}

function shutDrawers() {
  for (const name of Object.keys(SIDES)) setDrawer(name, false);
}

function startDrawers() {
  for (const name of Object.keys(SIDES)) {
    document.getElementById(`open-${name}`).append(icon(name));
    document.getElementById(`open-${name}`).addEventListener("click", () => setDrawer(name, true));
    side(name).querySelector(".shut").append(icon("close"));
    side(name)
      .querySelector(".shut")
      .addEventListener("click", () => setDrawer(name, false));
    SIDES[name].addEventListener("change", shutDrawers);
  }
  shade.addEventListener("click", shutDrawers);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !shade.hidden) shutDrawers();
  });
  hear("citizen", () => setDrawer("people", false));
  shutDrawers();
}

function startTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const choose = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
      const next = tabs[(index + 1) % tabs.length];
      choose(next);
      next.focus();
    });
  });
}

function startSettings() {
  const root = document.documentElement;
  for (const name of ["pc", "large"]) {
    const box = document.getElementById(`set-${name}`);
    box.checked = state[name];
    root.classList.toggle(name, state[name]);
    box.addEventListener("change", () => {
      state[name] = box.checked;
      keep(name, box.checked ? "1" : "0");
      root.classList.toggle(name, box.checked);
      ring("phone");
    });
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    const mark = () =>
      button.setAttribute("aria-pressed", String(button.dataset.language === language()));
    button.addEventListener("click", () => {
      setLanguage(button.dataset.language);
      writeWords();
      ring("words");
    });
    hear("words", mark);
    mark();
  }
}

async function startOver() {
  if (!(await confirmed(say("resetAsk")))) return;
  choose(null);
  await post("phone/reset");
  state.previews.clear();
  forgetTraffic();
  if (state.offset >= 1) await post("phone/clock", { reset: true });
  await Promise.all([refresh(), refreshClock(), refreshAccount(), refreshFaults()]);
  toast(say("resetDone"));
}

function shown(id) {
  const node = document.getElementById(id);
  return !node.closest("[inert]") && !node.closest("[hidden]");
}

writeWords();
document.getElementById("account-face").append(hall());
document.getElementById("brand-face").append(hall());
startDrawers();
startTabs();
startSettings();
startPeople();
startChat();
startMenu();
startComposer();
startTraffic();
startFaults();
startClock();
document.getElementById("reset").addEventListener("click", startOver);
hear("back", forgetTraffic);
startFeed(refresh);
repeat(
  () => (shown("traffic") ? refreshTraffic() : null),
  () => pace(1000),
);
repeat(
  () => Promise.all([refreshAccount(), refreshClock()]),
  () => pace(5000),
);
repeat(refreshFaults, () => pace(shown("faults") ? 2000 : 10_000));
