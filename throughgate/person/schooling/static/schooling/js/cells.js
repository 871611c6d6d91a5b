// The cells of a grid of marks: whose they are stands in the hidden field of their row, and of which subject in the heading.
export const fieldOf = (cell) => cell.querySelector("input:not([type=hidden])");
export const opened = (cell) => cell.querySelector("[name^='v:']");
export const placeOf = (cell) => ({
  enrolment: cell.parentElement.querySelector("th input").value,
  subject: cell.closest("table").tHead.rows[0].cells[cell.cellIndex].dataset.subject,
});

export function show(cell, value) {
  fieldOf(cell).value = value;
  fieldOf(cell).dataset.before = value;
}

export const rowsOf = (form) =>
  [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")]);
