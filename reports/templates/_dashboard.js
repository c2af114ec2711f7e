
"use strict";
// Filters and sorts the lists. The page reads whole without it; it adds nothing, stores nothing and asks nobody.
for (const board of document.querySelectorAll(".board")) {
  const table = board.querySelector(".rows"), tools = board.querySelector(".tools");
  if (!table) continue;
  const rows = [...table.querySelectorAll("tbody tr:not(.group)")];
  const homes = rows.map((row) => row.parentNode), groups = [...table.tBodies];
  const text = rows.map((row) => row.textContent.toLowerCase());
  const flat = table.createTBody(), count = board.querySelector(".count");
  const heads = [...table.querySelectorAll("th[data-sort]")];
  const lights = [...tools.querySelectorAll("[data-light]")], filters = [...tools.querySelectorAll("[data-filter]")];
  const find = tools.querySelector("input"), order = tools.querySelector("[data-sort]");
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  let upside = false;
  flat.hidden = true;
  tools.hidden = false;

  const shows = (row, place, chosen, words) =>
    (!chosen.length || chosen.includes(row.dataset.light)) &&
    filters.every(({ value, dataset }) => !value || (dataset.filter === "unit"
      ? row.dataset.unit.includes(" " + value + " ") : row.dataset[dataset.filter] === value)) &&
    words.every((word) => text[place].includes(word));

  function filter() {
    const chosen = lights.filter(pressed).map((b) => b.dataset.light);
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => { row.hidden = !shows(row, place, chosen, words); shown += !row.hidden; });
    for (const group of groups) group.hidden = !group.querySelector("tr:not(.group):not([hidden])");
    board.classList.toggle("filtered", shown < rows.length);
    count.textContent = count.dataset.text.replace("%s", shown);
  }

  function sort() {
    const name = order.value, key = (row) => row.getAttribute("data-k-" + name);
    const numbers = name !== "by", way = (name === "streak" ? -1 : 1) * (upside ? -1 : 1);
    if (!name) rows.forEach((row, place) => homes[place].append(row));
    else {
      const sorted = [...rows].sort((one, other) => {
        const a = key(one), b = key(other);
        if (a === b) return 0;
        if (!a || !b) return a ? -1 : 1;  // what has no value comes last, whichever way
        return way * (numbers ? a - b : a < b ? -1 : 1);
      });
      flat.append(...sorted);
    }
    flat.hidden = !name;
    for (const head of heads) {
      if (head.dataset.sort === name) head.setAttribute("aria-sort", way < 0 ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    filter();
  }

  function reset() {
    for (const button of lights) button.setAttribute("aria-pressed", "false");
    for (const select of filters) select.value = "";
    find.value = order.value = "";
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
  board.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const { unit, domain } = link.dataset;
    if (unit !== undefined || domain !== undefined) {
      reset();
      for (const select of filters) select.value = link.dataset[select.dataset.filter] ?? "";
      filter();
    }
    const row = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (row && row.hidden) reset();
  });
}
