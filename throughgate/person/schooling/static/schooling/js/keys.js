// The keyboard and the clipboard in the grid: arrows and Enter move, a block from a spreadsheet fills the cells from here on.
import { fieldOf } from "./cells.js";

const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Enter: [1, 0] };

export function listen(form, rows, { change, takeBack }) {
  const placeOf = (cell) => {
    const row = rows.findIndex((cells) => cells.includes(cell));
    return [row, rows[row].indexOf(cell)];
  };

  function go(row, column) {
    // Below the last person comes the next subject.
    const [down, across] = row >= rows.length ? [0, column + 1] : [row, column];
    const target = rows[down]?.[across];
    if (!target) return;
    fieldOf(target).focus();
    fieldOf(target).select();
  }

  // Sideways an arrow first moves among the letters that are typed.
  const isAtEdge = (field, across) => {
    const all = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    return all || (field.selectionStart === field.selectionEnd
      && field.selectionStart === (across > 0 ? field.value.length : 0));
  };

  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const cell = target.closest("td");
    if (!cell || target !== fieldOf(cell)) return;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z" && !event.shiftKey) {
      if (takeBack(target)) event.preventDefault();
      return;
    }
    const step = STEPS[key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const across = step[1] * (document.dir === "rtl" ? -1 : 1);
    if (across && !isAtEdge(target, step[1])) return;
    event.preventDefault();
    const [row, column] = placeOf(cell);
    go(row + step[0], column + across);
  });

  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("td input")) target.dataset.before ??= target.value;
  });

  form.addEventListener("change", ({ target }) => {
    const cell = target.closest("td");
    if (cell) change(cell, target.value);
  });

  form.addEventListener("paste", (event) => {
    const cell = event.target.closest("td");
    const text = event.clipboardData?.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "") ?? "";
    if (!cell || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [row, column] = placeOf(cell);
    text.split("\n").forEach((line, down) => line.split("\t").forEach((value, across) => {
      const target = rows[row + down]?.[column + across];
      if (!target) return;
      const field = fieldOf(target);
      field.dataset.before ??= field.value;
      if (field.value === value.trim()) return;
      field.value = value.trim();
      change(target, field.value);
    }));
  });
}
