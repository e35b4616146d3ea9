// Keeps what is typed into a form until it is saved: in this window alone, sealed for its writer.
"use strict";
(() => {
  const OURS = "draft:", SENT = "draft-sent";
  const LONGEST = 12 * 60 * 60 * 1000; // milliseconds: a workday
  const PAUSE = 400; // milliseconds without a key before it is kept
  const NEVER = /^(password|file|submit|button|fieldset)$/;
  const me = document.querySelector("meta[name=drafts]"); // nobody in front of the door
  const box = document.getElementById("unsaved-words");
  const other = "BroadcastChannel" in window ? new BroadcastChannel("console") : null;
  const form = document.querySelector("form[data-unsaved]");
  const mine = me && `${OURS}${me.content}:`;
  const path = (address) => decodeURI(new URL(address, location.href).pathname);
  const name = form && mine && mine + path(form.getAttribute("action") || location.href);
  let over = false;
  let pause;

  const forget = (unless) => {
    for (const key of Object.keys(sessionStorage)) {
      const spared = unless && key.startsWith(unless);
      if (key.startsWith(OURS) && !spared) sessionStorage.removeItem(key);
    }
  };

  function leave() {
    over = true;
    forget();
    if (form) delete form.dataset.kept;
  }

  const theKey = () => {
    const bytes = Uint8Array.from(atob(me.dataset.key), (sign) => sign.charCodeAt(0));
    return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  };

  async function seal(words) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(words));
    const shut = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await theKey(), plain);
    const bytes = [...iv, ...new Uint8Array(shut)];
    return btoa(bytes.map((one) => String.fromCharCode(one)).join(""));
  }

  async function unseal(shut) {
    const bytes = Uint8Array.from(atob(shut), (sign) => sign.charCodeAt(0));
    const how = { name: "AES-GCM", iv: bytes.slice(0, 12) };
    const plain = await crypto.subtle.decrypt(how, await theKey(), bytes.slice(12));
    return JSON.parse(new TextDecoder().decode(plain));
  }

  const fields = () => [...form.elements].filter((one) =>
    one.name && one.name !== "csrf_token" && !NEVER.test(one.type));

  // [name, value] of all that is filled in; hidden fields say which state it was written for.
  function words() {
    return fields().flatMap((one) => {
      if (/checkbox|radio/.test(one.type)) return one.checked ? [[one.name, one.value]] : [];
      const many = one.type === "select-multiple" ? [...one.selectedOptions] : [one];
      return many.map((each) => [one.name, each.value]);
    });
  }

  async function keep() {
    clearTimeout(pause);
    const shut = await seal({ at: Date.now(), words: words() });
    if (over) return;
    try {
      sessionStorage.setItem(name, shut);
      form.dataset.kept = "";
    } catch { // full: the page goes on asking before it is left
      delete form.dataset.kept;
    }
  }

  function fill(one, values) {
    if (/checkbox|radio/.test(one.type)) one.checked = (values || []).includes(one.value);
    else if (one.type === "select-multiple") {
      for (const each of one.options) each.selected = (values || []).includes(each.value);
    } else if (values && values.length) one.value = values.shift();
    if (one.type === "hidden") return;
    for (const event of ["input", "change"]) one.dispatchEvent(new Event(event, { bubbles: true }));
  }

  function restore(draft) {
    const held = new Map();
    for (const [field, value] of draft.words) held.set(field, [...(held.get(field) || []), value]);
    const ticked = new Set();
    for (const one of fields()) {
      fill(one, held.get(one.name));
      if (/checkbox|radio|multiple/.test(one.type)) ticked.add(one.name);
    }
    // What has no field any more, such as a row that was added, is shown to be copied.
    const rest = [...held].filter(([field]) => !ticked.has(field)).flatMap(([, values]) => values);
    box.querySelector("[data-rest]").textContent = rest.filter((value) => value.trim()).join("\n");
    box.querySelector("[data-offered]").hidden = true;
    box.querySelector("[data-restored]").hidden = false;
    box.querySelector("[data-more]").hidden = !box.querySelector("[data-rest]").textContent;
    fields().find((one) => /text/.test(one.type))?.focus();
  }

  async function offer() {
    const shut = sessionStorage.getItem(name);
    if (!shut) return;
    const draft = await unseal(shut).catch(() => null);
    const seen = ([field]) => form.elements[field]?.type !== "hidden";
    const said = (all) => JSON.stringify(all.filter(seen));
    if (!draft || Date.now() - draft.at > LONGEST || said(draft.words) === said(words())) {
      return sessionStorage.removeItem(name);
    }
    const at = { hour: "2-digit", minute: "2-digit", hour12: false };
    const clock = new Date(draft.at).toLocaleTimeString("th", at);
    const thai = document.documentElement.lang === "th";
    box.querySelector("time").textContent = thai ? `${clock.replace(":", ".")} น.` : clock;
    box.hidden = false;
    box.addEventListener("click", ({ target }) => {
      if (target.closest("[data-restores]")) restore(draft);
      if (!target.closest("[data-drops]")) return;
      sessionStorage.removeItem(name);
      box.hidden = true;
    });
  }

  document.addEventListener("submit", (event) => {
    const meant = event.submitter?.getAttribute("formaction") || event.target.getAttribute("action");
    const to = path(meant || location.href);
    if (to.endsWith("/staff/sign-out")) {
      leave();
      other?.postMessage("left");
    } else if (event.target === form && name && !event.submitter?.formTarget) {
      sessionStorage.setItem(SENT, JSON.stringify([name, to]));
      if (crypto.subtle) keep();
    }
  });
  other?.addEventListener("message", leave);

  if (!me) return;
  forget(mine); // of whoever sat here before
  const [sent, to] = JSON.parse(sessionStorage.getItem(SENT) || "[]");
  sessionStorage.removeItem(SENT);
  if (sent && to === me.dataset.saved) sessionStorage.removeItem(sent);
  if (!form || !crypto.subtle) return; // without https nothing can be sealed, so nothing is kept
  form.addEventListener("input", () => {
    delete form.dataset.kept;
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && pause) keep(); });
  if ("touched" in form.dataset) keep();
  else offer();
})();
