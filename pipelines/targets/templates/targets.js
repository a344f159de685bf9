"use strict";
const remembered = `feijian ${location.pathname}`;
const sections = [...document.querySelectorAll("section[data-level]")];
const rows = [...document.querySelectorAll("table.sortable tbody tr")];
const filters = [...document.querySelectorAll(".filters [name]")];
const shown = document.getElementById("shown");
const places = new Map(rows.map((row, place) => [row, place]));

// A share may forbid to remember; the list works all the same.
function recalled() {
  try {
    return JSON.parse(sessionStorage.getItem(remembered)) ?? {};
  } catch {
    return {};
  }
}

function remember() {
  const heads = [...document.querySelectorAll("th[aria-sort]")];
  const state = {
    filters: Object.fromEntries(filters.map((field) => [field.name, field.value])),
    sorts: heads.map((head) => [levelOf(head), head.cellIndex, head.ariaSort]),
    top: scrollY,
  };
  try {
    sessionStorage.setItem(remembered, JSON.stringify(state));
  } catch {}
}

function levelOf(element) {
  return element.closest("section").dataset.level;
}

function fits(row, wanted) {
  return (
    (!wanted.find || row.textContent.toLowerCase().includes(wanted.find)) &&
    (!wanted.tier || row.dataset.tier === wanted.tier) &&
    (!wanted.mode || row.dataset.mode === wanted.mode) &&
    (!wanted.area || row.dataset.area === wanted.area) &&
    (!wanted.source || row.dataset.sources.split(" ").includes(wanted.source)) &&
    (!wanted.level || levelOf(row) === wanted.level)
  );
}

function filter() {
  const wanted = Object.fromEntries(
    filters.map((field) => [field.name, field.value.trim()])
  );
  wanted.find = wanted.find.toLowerCase();
  for (const row of rows) row.hidden = !fits(row, wanted);
  for (const section of sections)
    section.hidden = Boolean(wanted.level) && section.dataset.level !== wanted.level;
  shown.textContent = rows.filter((row) => !row.hidden).length;
}

function compare(a, b) {
  if (a.dataset.value !== undefined) return a.dataset.value - b.dataset.value;
  return a.textContent.localeCompare(b.textContent, document.documentElement.lang);
}

function sort(head, order) {
  for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order);
  const body = head.closest("table").tBodies[0];
  const place = head.cellIndex;
  const sign = order === "descending" ? -1 : 1;
  const sorted = [...body.rows].sort(
    (a, b) => sign * compare(a.cells[place], b.cells[place]) || places.get(a) - places.get(b)
  );
  body.append(...sorted);
}

function restore({ filters: values = {}, sorts = [], top = 0 }) {
  for (const field of filters) field.value = values[field.name] ?? "";
  // A value that this list does not have would leave nothing.
  for (const field of filters) if (field.selectedIndex === -1) field.value = "";
  for (const [level, place, order] of sorts) {
    const head = document.querySelector(`section[data-level="${level}"] thead tr`)?.cells[place];
    if (head) sort(head, order);
  }
  filter();
  scrollTo(0, top);
}

for (const field of filters) field.addEventListener("input", filter);
document.getElementById("clear").addEventListener("click", () => {
  for (const field of filters) field.value = "";
  filter();
});
for (const button of document.querySelectorAll("table.sortable th button")) {
  const head = button.closest("th");
  button.addEventListener("click", () =>
    sort(head, head.ariaSort === "ascending" ? "descending" : "ascending")
  );
}
addEventListener("pagehide", remember);
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
restore(recalled());
