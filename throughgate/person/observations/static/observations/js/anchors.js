// The anchors of the competency one is in, with the level that is set.
import { chosen, placeIn } from "./cells.js";

export function follow(form, rows) {
  const sets = [...document.querySelectorAll("[data-anchors]")];
  const headings = form.querySelectorAll("thead th");

  function look(cell) {
    const column = placeIn(rows, cell)[1];
    sets.forEach((set, index) => { set.hidden = index !== column; });
    headings.forEach((heading, index) => heading.toggleAttribute("data-current", index === column + 1));
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
  document.querySelector(".anchors-in-view")?.classList.add("lively");
  look(rows[0][0]);
}
