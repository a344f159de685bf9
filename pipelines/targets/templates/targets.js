"use strict";
const rows = [...document.querySelectorAll("table.sortable tbody tr")];
const filters = ["find", "tier", "mode"].map((id) => document.getElementById(id));
const shown = document.getElementById("shown");

function filter() {
  const [find, tier, mode] = filters.map((field) => field.value.trim().toLowerCase());
  let count = 0;
  for (const row of rows) {
    row.hidden = Boolean(
      (find && !row.textContent.toLowerCase().includes(find)) ||
      (tier && row.dataset.tier !== tier) ||
      (mode && row.dataset.mode !== mode)
    );
    count += row.hidden ? 0 : 1;
  }
  shown.textContent = count;
}
for (const field of filters) field.addEventListener("input", filter);

function compare(a, b) {
  if (a.dataset.value !== undefined) return a.dataset.value - b.dataset.value;
  return a.textContent.localeCompare(b.textContent, document.documentElement.lang);
}

for (const head of document.querySelectorAll("table.sortable th")) {
  head.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = head.closest("table").tBodies[0];
    const place = head.cellIndex;
    const sorted = [...body.rows].sort((a, b) => compare(a.cells[place], b.cells[place]));
    body.append(...(down ? sorted.reverse() : sorted));
  });
}
