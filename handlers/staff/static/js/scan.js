// The check-in field: a hand scanner may type at any moment, and the camera reads where it can.
"use strict";
(async () => {
  const field = document.querySelector("[data-scanned]");
  if (!field) return;
  const idle = (part) => !part.closest("input, textarea, select, button, a, summary, dialog[open]");

  // On a phone the field would call up the keyboard.
  if (matchMedia("(pointer: fine)").matches && !location.hash) field.focus();
  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const sign = event.key.length === 1 && event.code !== "Space" && event.code !== "Slash";
    if (plain && sign && idle(event.target)) field.focus();
  });

  const button = document.querySelector("[data-scans]");
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const known = await BarcodeDetector.getSupportedFormats();
  if (!known.includes("qr_code")) return;
  button.hidden = false;

  const PAUSE = 200; // milliseconds between two looks
  const dialog = document.getElementById("camera");
  const video = dialog.querySelector("video");
  const said = dialog.querySelector("[role=status]");
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let stream = null;

  function end() {
    if (stream) for (const track of stream.getTracks()) track.stop();
    stream = null;
  }

  async function look() {
    if (!stream) return;
    const [code] = await detector.detect(video).catch(() => []);
    if (!code || !stream) return void setTimeout(look, PAUSE);
    field.value = code.rawValue;
    dialog.close();
    field.form.requestSubmit();
  }

  button.addEventListener("click", async () => {
    said.textContent = "";
    dialog.showModal();
    const asked = { video: { facingMode: "environment" } };
    stream = await navigator.mediaDevices.getUserMedia(asked).catch(() => null);
    if (!stream) said.textContent = said.dataset.refused;
    else if (!dialog.open) end();
    else {
      video.srcObject = stream;
      video.play().catch(() => {}); // closed before the first picture
      look();
    }
  });
  dialog.addEventListener("close", end);
})();
