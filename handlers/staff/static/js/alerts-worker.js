// Shows an alert although no page of the console is open, and leads to it when it is pressed.
"use strict";

self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {};
  const shown = { body: told.body, tag: told.url, data: { url: told.url || "/staff/" }, lang: "th" };
  event.waitUntil(self.registration.showNotification(told.title || "เพื่อนเขต", shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.url, self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((pages) => {
      const open = pages.find((page) => page.url === url.href);
      return open ? open.focus() : self.clients.openWindow(url.href);
    }),
  );
});
