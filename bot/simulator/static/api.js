/** The page's own talk with the simulator: every address is relative to where the page is served. */

const BASE = new URL("../", import.meta.url);

/** An absolute address for one of the simulator's own relative ones. */
export function address(path) {
  return new URL(path, BASE).href;
}

/** An error that carries the status the simulator answered with (0: nobody answered). */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(address(path), { cache: "no-store", ...options });
  } catch (fault) {
    throw new Refused(0, String(fault));
  }
  if (answer.status === 204) return null;
  const body = await answer.json().catch(() => null);
  if (!answer.ok)
    throw new Refused(answer.status, body?.message ?? body?.error ?? answer.statusText);
  return body;
}

/** Read; null means nothing changed. */
export function get(path, signal) {
  return ask(path, { signal });
}

/** Write JSON. */
export function post(path, payload = {}) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(payload),
  });
}

/** Send files the way a form does. */
export function upload(path, files, kind) {
  const form = new FormData();
  form.append("kind", kind);
  for (const file of files) form.append("files", file, file.name);
  return ask(path, { method: "POST", body: form });
}

const HERE = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Where a picture named in a message can be shown from: this very origin only (the content policy
 * allows no other), so a loopback name of the same house is read as this origin; else null.
 */
export function picture(link) {
  if (!link || !URL.canParse(link, BASE)) return null;
  const url = new URL(link, BASE);
  if (url.origin === location.origin || url.protocol === "data:" || url.protocol === "blob:")
    return url.href;
  if (HERE.test(url.hostname) && HERE.test(location.hostname) && url.port === location.port) {
    return location.origin + url.pathname + url.search;
  }
  return null;
}
