// Draws a table of figures: columns marked data-draws become bars, stacked bars or lines.
"use strict";
(() => {
  const COLOURS = ["#0b6e4f", "#d99000", "#2b5fa8", "#a81f3f", "#6b4ea0"];
  const POINTS = ["circle", "rect", "triangle", "rectRot", "star"];
  const number = (cell) => (cell?.dataset.value === undefined ? null : Number(cell.dataset.value));

  function dataset(head, at, rows, nth) {
    const line = head.dataset.draws === "line";
    return {
      type: line ? "line" : "bar",
      label: head.textContent.trim().replace(/\s+/g, " "),
      data: rows.map((row) => number(row.cells[at])),
      backgroundColor: COLOURS[nth % COLOURS.length],
      borderColor: COLOURS[nth % COLOURS.length],
      pointStyle: POINTS[nth % POINTS.length],
      pointRadius: 5,
      clip: 8,
      order: line ? 0 : 1,
      maxBarThickness: 48,
      stack: head.dataset.draws === "stack" ? "together" : `alone-${at}`,
    };
  }

  function draw(place) {
    const table = document.getElementById(place.dataset.plot);
    if (!table || !window.Chart || place.dataset.drawn) return;
    place.dataset.drawn = "1";
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const drawn = heads.map((head, at) => ({ head, at })).filter(({ head }) => head.dataset.draws);
    const stacked = drawn.some(({ head }) => head.dataset.draws === "stack");
    const labels = rows.map((row) => row.cells[0].firstChild.textContent.trim());
    const font = { family: getComputedStyle(document.body).fontFamily, size: 14 };
    new Chart(place.querySelector("canvas"), {
      data: { labels, datasets: drawn.map(({ head, at }, nth) => dataset(head, at, rows, nth)) },
      options: {
        animation: false,
        maintainAspectRatio: false,
        locale: document.documentElement.lang,
        interaction: { mode: "index", intersect: false },
        scales: {
          x: { stacked, ticks: { font }, grid: { display: false } },
          y: { stacked, beginAtZero: true, max: Number(place.dataset.most) || undefined, ticks: { font, precision: 0 } },
        },
        plugins: {
          legend: { position: "bottom", labels: { font, usePointStyle: true } },
          tooltip: { titleFont: font, bodyFont: font },
        },
      },
    });
  }

  const all = () => document.fonts.ready.then(() => document.querySelectorAll("[data-plot]").forEach(draw));
  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:after:swap", all);
})();
