// Sends each photograph as soon as it is chosen, one after the other, and says how far it is.
"use strict";

const LARGEST = 30 * 1024 * 1024; // bytes of one file

/** Send one file of a form; what the office said of it. Rejects when it could not be sent. */
function send(form, file, replace) {
  return new Promise((resolve, reject) => {
    const told = form.querySelector("[data-progress]");
    const body = new FormData();
    body.append("paper", form.elements.paper.value);
    body.append("file", file);
    if (replace) body.append("replace", "y");
    const call = new XMLHttpRequest();
    call.open("POST", location.href.split("#")[0]);
    call.setRequestHeader("Accept", "application/json");
    call.responseType = "json";
    call.upload.onprogress = (step) => {
      const percent = Math.round((100 * step.loaded) / step.total);
      const words = form.dataset.sending.replace("%%", `${percent}%`);
      told.textContent = percent < 100 ? words : form.dataset.looking;
    };
    call.onload = () => (call.response ? resolve(call.response) : reject(new Error()));
    call.onerror = () => reject(new Error());
    call.send(body);
  });
}

function lines(place, kind, words) {
  for (const line of words) {
    const paragraph = document.createElement("p");
    paragraph.className = kind;
    paragraph.textContent = line;
    place.append(paragraph);
  }
}

/** Show on the page what the office said of a paper. */
function show(item, form, answer) {
  lines(item.querySelector("[data-faults]"), "fault", answer.faults ?? [answer.fault]);
  if (answer.state === undefined) return;
  item.querySelector("[data-state]").textContent = answer.state;
  item.querySelector("[data-state]").previousElementSibling.textContent = answer.sign;
  item.classList.toggle("given", answer.given);
  item.querySelectorAll(".why").forEach((line) => line.remove());
  item.querySelector("[data-bring]")?.remove();
  const hints = item.querySelector("[data-hints]");
  hints.replaceChildren();
  lines(hints, "hint", answer.hints);
  if (answer.hints.length) lines(hints, "small", [form.dataset.clear]);
  const bar = document.getElementById("progress");
  bar.value = answer.done;
  bar.max = answer.of;
  document.getElementById("progress-words").textContent = answer.progress;
}

async function bring(form, input) {
  const item = form.closest("li");
  const told = form.querySelector("[data-progress]");
  const instead = form.elements.replace;
  let replace = Boolean(instead && instead.checked);
  item.querySelector("[data-faults]").replaceChildren();
  told.hidden = false;
  for (const file of [...input.files]) {
    if (file.size > LARGEST) {
      lines(item.querySelector("[data-faults]"), "fault", [`${file.name}: ${form.dataset.large}`]);
      continue;
    }
    try {
      show(item, form, await send(form, file, replace));
      replace = false;
    } catch {
      lines(item.querySelector("[data-faults]"), "fault", [form.dataset.broken]);
      break;
    }
  }
  told.hidden = true;
  input.value = "";
}

document.documentElement.classList.add("lively");
for (const form of document.querySelectorAll("form[data-paper]")) {
  let before = Promise.resolve();
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      if (input.files.length) before = before.then(() => bring(form, input));
    });
  }
}
