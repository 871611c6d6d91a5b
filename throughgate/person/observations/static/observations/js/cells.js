// The cells of a grid: where one is, what is chosen in it, and how another level is shown.
export const chosen = (cell) => cell.querySelector("input[type=number], input:checked");
export const opened = (cell) => cell.querySelector("[name^='v:']");

// Whose cell it is stands in its name, and of which competency in the heading above it.
export const placeOf = (cell) => ({
  of: opened(cell).name.split(":")[1],
  competency: cell.closest("table").tHead.rows[0].cells[cell.cellIndex].dataset.competency,
});

export const rowsOf = (form) =>
  [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")]);

export function placeIn(rows, cell) {
  const row = rows.findIndex((cells) => cells.includes(cell));
  return [row, rows[row].indexOf(cell)];
}

// The button of the level that a key means; 0 and - mean "not observed" where they are no levels themselves.
export const levelOf = (cell, key) =>
  cell.querySelector(`input[value="${key}"]`) ?? ("0-".includes(key) ? cell.querySelector('input[value=""]') : null);

export function show(cell, level) {
  const typed = cell.querySelector("input[type=number]");
  if (typed) typed.value = level;
  else cell.querySelector(`input[value="${level}"]`).checked = true;
}
