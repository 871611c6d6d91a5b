// The keyboard in the grid: a digit sets a level and moves down to the next person, arrows and Enter move.
import { chosen, levelOf, placeIn } from "./cells.js";

const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Enter: [1, 0] };

// One more key in the flow of keys must not sign: the focus stops on a line that says what is set.
function lookOver(form, rows) {
  const line = form.querySelector("[data-over]");
  if (!line) return form.querySelector("[data-save]").focus();
  const all = rows.flat().map((cell) => chosen(cell)?.value ?? "");
  const set = all.filter(Boolean).length;
  const counts = { "{set}": set, "{all}": all.length, "{left}": all.length - set };
  line.textContent = line.dataset.over.replace(/{\w+}/g, (name) => counts[name]);
  line.hidden = false;
  line.focus();
}

export function listen(form, rows, change, look) {
  function go(row, column) {
    // Below the last person comes the next competency; after the last one, a look over all before the signature.
    if (row >= rows.length) [row, column] = [0, column + 1];
    const target = rows[row]?.[column];
    if (target) {
      look(target); // a cell of another competency is hidden on a phone until then
      chosen(target).focus();
    } else if (column >= rows[0].length) lookOver(form, rows);
  }

  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const cell = target.closest("td");
    if (!cell || target.type === "button" || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = STEPS[key];
    const across = step?.[1] * (document.dir === "rtl" ? -1 : 1);
    const isLevel = target.type === "radio" && /^[\d-]$/.test(key);
    // In a field that is typed in, sideways moves among the digits.
    if (!(step || isLevel) || (target.type === "number" && across)) return;
    event.preventDefault();
    const [row, column] = placeIn(rows, cell);
    if (step) return go(row + step[0], column + across);
    const level = levelOf(cell, key);
    if (!level) return;
    if (!level.checked) {
      level.checked = true;
      change(cell, level.value);
    }
    go(row + 1, column);
  });

  form.addEventListener("change", (event) => {
    const cell = event.target.closest("td");
    if (cell) change(cell, event.target.value);
  });
}
