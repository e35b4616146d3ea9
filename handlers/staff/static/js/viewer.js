// The viewer of papers: veiled until asked; then it zooms, turns and moves one picture at a time.
"use strict";
(() => {
  const MOST = 8; // times its fitted size
  const STEP = 1.4;
  // Whoever has the case on the desk and asked for one picture gets the next ones too; each is a look.
  const ASKED = `viewer.asked:${location.pathname}`;

  function watch(viewer) {
    const stage = viewer.querySelector(".stage");
    const picture = stage.querySelector("img");
    const tools = viewer.querySelector(".tools");
    const said = viewer.querySelector(".stage-said");
    const shots = [...viewer.querySelectorAll("[data-shot]")];
    const fingers = new Map();
    let shown = 0;
    let view = { scale: 1, turn: 0, x: 0, y: 0 };

    // Turned on its side, a picture must fit by its other edge.
    function fitted() {
      if (view.turn % 180 === 0) return 1;
      const { offsetWidth: wide, offsetHeight: high } = picture;
      return Math.min(stage.clientWidth / high, stage.clientHeight / wide);
    }

    function draw() {
      const { x, y, turn, scale } = view;
      picture.style.transform = `translate(${x}px, ${y}px) rotate(${turn}deg) scale(${scale * fitted()})`;
    }

    function reset(turn = 0) {
      view = { scale: 1, turn, x: 0, y: 0 };
      draw();
    }

    function zoom(by) {
      const scale = Math.min(MOST, Math.max(1, view.scale * by));
      const grown = scale > 1 ? scale / view.scale : 0;
      view = { ...view, scale, x: view.x * grown, y: view.y * grown };
      draw();
    }

    function mark(number) {
      shots.forEach((shot, at) => {
        if (at === number) shot.setAttribute("aria-current", "true");
        else shot.removeAttribute("aria-current");
      });
    }

    async function open(number) {
      shown = (number + shots.length) % shots.length;
      const wanted = shown;
      mark(wanted);
      said.textContent = said.dataset.loading;
      const asked = { headers: { "HX-Request": "true" } };
      const answer = await fetch(shots[wanted].href, asked).catch(() => null);
      if (answer && answer.status === 401) return location.reload();
      const body = answer && answer.ok ? await answer.blob() : null;
      if (wanted !== shown) return undefined; // another one was asked for meanwhile
      said.textContent = body ? "" : said.dataset.failed;
      if (body) await show(body);
      return undefined;
    }

    async function show(body) {
      if (picture.src.startsWith("blob:")) URL.revokeObjectURL(picture.src);
      picture.src = URL.createObjectURL(body);
      await picture.decode().catch(() => { said.textContent = said.dataset.failed; });
      stage.classList.remove("veil");
      tools.hidden = false;
      sessionStorage.setItem(ASKED, "1");
      reset();
    }

    const deeds = {
      open: () => open(shown),
      in: () => zoom(STEP),
      out: () => zoom(1 / STEP),
      fit: () => reset(view.turn),
      turn: () => reset((view.turn + 90) % 360),
      next: () => open(shown + 1),
      back: () => open(shown - 1),
    };

    viewer.addEventListener("click", (event) => {
      const tool = event.target.closest("[data-tool]");
      if (tool) deeds[tool.dataset.tool]();
      const at = shots.indexOf(event.target.closest("[data-shot]"));
      if (at < 0) return;
      event.preventDefault();
      open(at);
    });
    stage.addEventListener("wheel", (event) => {
      if (stage.matches(".veil")) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? STEP : 1 / STEP);
    }, { passive: false });
    stage.addEventListener("dblclick", () => (view.scale > 1 ? deeds.fit() : zoom(STEP ** 3)));

    // One finger or the mouse moves the picture, two fingers stretch it.
    function spread() {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a.x - b.x, a.y - b.y);
    }
    stage.addEventListener("pointerdown", (event) => {
      if (stage.matches(".veil")) return;
      stage.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    stage.addEventListener("pointermove", (event) => {
      const from = fingers.get(event.pointerId);
      if (!from) return;
      const before = fingers.size === 2 ? spread() : 0;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (before) return zoom(spread() / before);
      if (view.scale === 1) return;
      view = { ...view, x: view.x + event.clientX - from.x, y: view.y + event.clientY - from.y };
      draw();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
    }

    if (!shots.length) return;
    stage.hidden = false;
    if (viewer.dataset.viewer === "mine" && sessionStorage.getItem(ASKED)) return open(0);
    picture.src = shots[0].querySelector("img").src;
    mark(0);
  }

  document.addEventListener("toggle", ({ target }) => {
    if (target.matches(".refuse[open]")) target.scrollIntoView({ block: "nearest" });
  }, true);
  document.querySelectorAll("[data-viewer]").forEach(watch);
})();
