// Keeps parts of a page fresh: [data-poll="seconds"] is asked for again while somebody can see it.
"use strict";
(() => {
  const HELD = "details.confirm[open], details[data-still][open]"; // nothing moves under one's hands
  const SLOWEST = 60; // seconds between two tries when answers fail
  const plans = new WeakMap();

  const parts = () => document.querySelectorAll("[data-poll]");
  const pace = (part) => Number(part.dataset.poll);
  const plan = (part) => {
    if (!plans.has(part)) plans.set(part, { due: Date.now() + pace(part) * 1000, pause: pace(part) });
    return plans.get(part);
  };

  function look() {
    if (document.hidden) return;
    for (const part of parts()) {
      const its = plan(part);
      if (Date.now() < its.due) continue;
      if (part.querySelector(HELD)) continue;
      its.due = Date.now() + its.pause * 1000;
      htmx.trigger(part, "poll");
    }
  }

  function back() {
    if (document.hidden) return;
    for (const part of parts()) plan(part).due = 0;
    look();
  }

  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    const token = document.querySelector("meta[name=csrf-token]");
    if (ctx.request.method !== "GET" && token) ctx.request.headers["X-CSRFToken"] = token.content;
    const part = ctx.sourceElement;
    if (part.dataset.poll === undefined) return;
    ctx.request.headers["X-Poll"] = "1"; // does not keep the visit alive
    ctx.request.body.set("v", part.dataset.version || "");
  });

  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const part = ctx.sourceElement;
    if (ctx.response.status === 401) {
      document.documentElement.dataset.over = ""; // the stay in the console has ended
      return location.reload();
    }
    if (part.dataset.poll === undefined) return;
    const its = plan(part);
    if (ctx.response.status >= 400) {
      its.pause = Math.min(its.pause * 2, SLOWEST);
      return event.preventDefault(); // what is shown stays
    }
    its.pause = pace(part);
    if (part.querySelector(HELD)) {
      its.due = 0; // opened while it was asked: what comes is looked at once it is shut
      return event.preventDefault();
    }
    const version = ctx.response.headers.get("X-Version");
    if (version) part.dataset.version = version;
  });

  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    const part = ctx && ctx.sourceElement;
    if (part && part.dataset.poll !== undefined) {
      const its = plan(part);
      its.pause = Math.min(its.pause * 2, SLOWEST);
    }
  });

  document.addEventListener("visibilitychange", back);
  setInterval(look, 1000);
})();
