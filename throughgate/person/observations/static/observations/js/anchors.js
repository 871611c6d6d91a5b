// The anchors of the competency one is in, with the level that is set; a phone shows its cells alone.
import { chosen, placeIn } from "./cells.js";

export function follow(form, rows) {
  const sets = [...document.querySelectorAll("[data-anchors]")];
  const headings = form.querySelectorAll("thead th");
  const turn = form.querySelector("[data-turn]");
  let column = -1;

  // Shows a competency and hides the others; what stands in the way of saving stays in view (see `grid.css`).
  function open(next) {
    column = next;
    sets.forEach((set, index) => { set.hidden = index !== column; });
    headings.forEach((heading, index) => heading.toggleAttribute("data-current", index === column + 1));
    for (const cells of rows) cells.forEach((cell, index) => cell.toggleAttribute("data-current", index === column));
    if (!turn) return;
    turn.querySelector("[data-where]").textContent = turn.dataset.turn
      .replace("{n}", column + 1).replace("{all}", rows[0].length).replace("{name}", rows[0][column].dataset.label);
    for (const button of turn.querySelectorAll("button")) button.disabled = !rows[0][column + Number(button.value)];
  }

  function look(cell) {
    const next = placeIn(rows, cell)[1];
    if (next !== column) open(next);
    for (const line of sets[column].querySelectorAll("li")) {
      if (line.dataset.level === chosen(cell).value) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
    }
  }

  for (const type of ["focusin", "change"]) {
    form.addEventListener(type, (event) => {
      const cell = event.target.closest("td");
      if (cell) look(cell);
    });
  }
  turn?.addEventListener("click", (event) => {
    const cell = rows[0][column + Number(event.target.closest("button")?.value)];
    if (!cell) return;
    look(cell);
    chosen(cell).focus({ preventScroll: true });
    document.querySelector(".anchors-in-view").scrollIntoView();
  });
  if (turn) turn.hidden = false;
  form.classList.add("lively");
  document.querySelector(".anchors-in-view")?.classList.add("lively");
  look(rows[0][0]);
  return look;
}
