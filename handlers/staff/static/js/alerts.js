// Switches alerts on in this browser: asks it for a subscription, and sends that with the form.
"use strict";

(() => {
  const form = document.querySelector("form[data-alerts]");
  if (!form) return;
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

  const say = (name) => {
    for (const told of form.querySelectorAll("[role=alert]")) told.hidden = !(name in told.dataset);
  };

  const bytes = (text) => {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };

  const subscribe = async () => {
    const registration = await navigator.serviceWorker.register(form.dataset.worker);
    const known = await registration.pushManager.getSubscription();
    // A subscription made for another key of the office is of no use.
    if (known) await known.unsubscribe();
    const key = bytes(form.dataset.alerts);
    return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!able) return say("unable");
    if ((await Notification.requestPermission()) !== "granted") return say("denied");
    try {
      form.elements.subscription.value = JSON.stringify(await subscribe());
    } catch {
      return say("unable");
    }
    form.submit();
  });
})();
