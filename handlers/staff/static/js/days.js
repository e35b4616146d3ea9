// Writes the day of the Buddhist era under every date field: browsers show the common era.
"use strict";
(() => {
  const written = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", { dateStyle: "long", timeZone: "UTC" });

  const FIRST_BUDDHIST = 2400; // as handlers/staff/days.py reads it
  const BETWEEN = 543;

  function meant(field) {
    const day = field.valueAsDate;
    if (day && day.getUTCFullYear() >= FIRST_BUDDHIST) day.setUTCFullYear(day.getUTCFullYear() - BETWEEN);
    return day;
  }

  function tell(field) {
    const told = document.getElementById(`${field.id}-day`);
    const day = meant(field);
    if (told) told.textContent = day ? written.format(day) : "";
  }

  function tellAll() {
    for (const field of document.querySelectorAll("input[type=date]")) tell(field);
  }

  document.addEventListener("input", (event) => {
    if (event.target.type === "date") tell(event.target);
  });
  tellAll();
})();
