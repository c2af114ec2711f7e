
"use strict";
// Filters and sorts the lists. The page reads whole without it; it adds nothing, stores nothing and asks nobody.
for (const board of document.querySelectorAll(".board")) {
  const tools = board.querySelector(".tools"), tables = [...board.querySelectorAll(".rows")];
  if (!tools) continue;
  const rows = tables.flatMap((table) => [...table.querySelectorAll("tbody tr:not(.group)")]);
  const homes = rows.map((row) => row.parentNode), groups = tables.flatMap((table) => [...table.tBodies]);
  const flat = tables[0].createTBody(), count = board.querySelector(".count"), fold = board.querySelector(".quiet");
  const heads = tables.flatMap((table) => [...table.querySelectorAll("th[data-sort]")]);
  const lights = [...tools.querySelectorAll("[data-light]")], filters = [...tools.querySelectorAll("[data-filter]")];
  const find = tools.querySelector("input"), order = tools.querySelector("[data-sort]");
  const units = [...tools.querySelector("[data-filter=unit]").options].slice(1).map((option) => option.text);
  const text = rows.map((row) => (row.textContent + row.dataset.unit.trim().split(" ").map((n) => units[n])).toLowerCase());
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const keys = { plan: 0, progress: 1, streak: 2 }, urgency = ["red", "yellow", "grey", "green"];
  let upside = false;
  flat.hidden = true;
  tools.hidden = false;

  const shows = (row, place, chosen, words) =>
    (!chosen.length || chosen.includes(row.dataset.light)) &&
    filters.every(({ value, dataset }) => !value || (" " + row.dataset[dataset.filter].trim() + " ").includes(" " + value + " ")) &&
    words.every((word) => text[place].includes(word));

  function filter() {
    const chosen = lights.filter(pressed).map((b) => b.dataset.light);
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0, all = 0;
    rows.forEach((row, place) => {
      row.hidden = !shows(row, place, chosen, words);
      // what is another row's target said once more is listed and not counted
      shown += !row.hidden && !("same" in row.dataset);
      all += !row.hidden;
    });
    for (const group of groups) group.hidden = !group.querySelector("tr:not(.group):not([hidden])");
    const part = all < rows.length;
    if (fold) {
      fold.hidden = ![...fold.querySelectorAll("tbody")].some((group) => !group.hidden);
      fold.open = part && !fold.hidden;
    }
    board.classList.toggle("filtered", part);
    count.textContent = count.dataset.text.replace("%s", shown);
  }

  function sort() {
    const name = order.value;
    const key = (row) => name === "light" ? String(urgency.indexOf(row.dataset.light))
      : name === "by" ? row.cells[3].textContent.slice(0, 10) : row.dataset.k.split(" ")[keys[name]];
    const way = (name === "streak" ? -1 : 1) * (upside ? -1 : 1);
    if (name === "news") rows.forEach((row, place) => homes[place].append(row));
    else {
      const sorted = [...rows].sort((one, other) => {
        const a = key(one), b = key(other);
        if (a === b) return 0;
        if (a === "-" || b === "-") return a === "-" ? 1 : -1;  // what has no value comes last, whichever way
        return way * (name !== "by" ? a - b : a < b ? -1 : 1);
      });
      flat.append(...sorted);
    }
    flat.hidden = name === "news";
    for (const head of heads) {
      if (head.dataset.sort === name) head.setAttribute("aria-sort", way < 0 ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    filter();
  }

  function reset() {
    for (const button of lights) button.setAttribute("aria-pressed", "false");
    for (const select of filters) select.value = "";
    find.value = "";
    order.value = "news";
    upside = false;
    sort();
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      upside = order.value === head.dataset.sort && !upside;
      order.value = head.dataset.sort;
      sort();
    });
    head.append(button);
  }
  for (const button of lights) {
    button.addEventListener("click", () => { button.setAttribute("aria-pressed", String(!pressed(button))); filter(); });
  }
  for (const select of filters) select.addEventListener("change", filter);
  order.addEventListener("change", () => { upside = false; sort(); });
  find.addEventListener("input", filter);
  tools.querySelector(".reset").addEventListener("click", reset);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const goal = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!goal || !board.contains(goal)) return;
    const { unit, domain } = link.dataset;
    if (unit !== undefined || domain !== undefined) {
      reset();
      for (const select of filters) select.value = link.dataset[select.dataset.filter] ?? "";
      filter();
    }
    if (goal.hidden) reset();
    const folded = goal.closest("details");
    if (folded) folded.open = true;
  });
}
