// A row of buttons over each list of levels, so that one touch sets one; without scripts it stays a list.
export function drawSteps(form) {
  const steps = form.querySelector("[data-steps]")?.content.firstElementChild;
  for (const list of steps ? form.querySelectorAll("td select") : []) {
    const row = steps.cloneNode(true);
    row.setAttribute("aria-labelledby", list.getAttribute("aria-labelledby"));
    for (const button of row.querySelectorAll("input")) {
      button.name = list.name;
      button.checked = button.value === list.value;
    }
    list.replaceWith(row);
  }
}
