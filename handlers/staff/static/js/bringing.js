// Sends the files of a form one after the other, and says in words how far it is.
"use strict";
(() => {
  const form = document.querySelector("form[data-brings]");
  if (!form) return;
  const told = form.querySelector("[data-progress]");
  const place = form.querySelector("[data-faults]");
  const say = (words, values) => {
    told.textContent = words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  function send(file, nth, count) {
    return new Promise((resolve, reject) => {
      const body = new FormData(form);
      body.set("files", file);
      const call = new XMLHttpRequest();
      call.open("POST", form.action);
      call.setRequestHeader("Accept", "application/json");
      call.responseType = "json";
      call.upload.onprogress = (step) => {
        const percent = `${Math.round((100 * step.loaded) / step.total)}%`;
        say(step.loaded < step.total ? form.dataset.sending : form.dataset.keeping, { nth, count, percent });
      };
      call.onload = () => (call.response?.faults ? resolve(call.response) : reject(new Error()));
      call.onerror = () => reject(new Error());
      call.send(body);
    });
  }

  // What was kept stands in the list at once, though the form stays as it is.
  async function show(address) {
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.getElementById("brought");
    if (list) document.getElementById("brought").replaceWith(list);
  }

  async function bring(files) {
    const faults = [];
    const left = new DataTransfer();
    let next = "";
    for (const [at, file] of files.entries()) {
      try {
        const answer = await send(file, at + 1, files.length);
        faults.push(...answer.faults);
        if (answer.faults.length) left.items.add(file);
        next = answer.next;
      } catch {
        faults.push(form.dataset.broken);
        for (const unsent of files.slice(at)) left.items.add(unsent);
        break;
      }
    }
    if (!faults.length) return location.assign(next);
    form.elements.files.files = left.files; // what was kept is not to be sent again
    say(form.dataset.kept, { kept: files.length - left.files.length, count: files.length });
    place.replaceChildren(...[...new Set(faults)].map((fault) => {
      const line = document.createElement("div");
      line.textContent = fault;
      return line;
    }));
    place.hidden = false;
    if (next) await show(next);
    place.scrollIntoView({ block: "center" });
  }

  let busy = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const input = form.elements.files;
    if (busy || !input.files.length) return;
    busy = true;
    place.hidden = true;
    bring([...input.files]).finally(() => { busy = false; });
  });
})();
