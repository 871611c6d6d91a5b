// The grid of marks: typed or pasted, saved one by one; taken back with Ctrl+Z.
import { clear, compare, refuse } from "../../web/js/grid/conflict.js";
import { guard } from "../../web/js/grid/leaving.js";
import { queueFor } from "../../web/js/grid/queue.js";
import * as cells from "./cells.js";
import { listen } from "./keys.js";
import { undoing } from "./undo.js";

const form = document.querySelector("[data-grid]");
if (form) {
  const rows = cells.rowsOf(form);
  const said = document.querySelector("[data-said]");
  const say = (words) => { if (said) said.textContent = words; };
  const queue = queueFor(form, cells, {
    say,
    refuse,
    compare: (cell, theirs, keepMine) => compare(cell, theirs, form, cells.show, keepMine),
  });
  const change = (cell, value) => {
    clear(cell);
    queue.change(cell, value);
  };
  const undo = undoing(cells, change, () => say(form.dataset.undone));
  listen(form, rows, { change: undo.remember(change), takeBack: undo.takeBack });
  guard(form, queue);
  // Everything is saved as it is typed: saving by hand is for pages without scripts.
  form.querySelector("[data-save]").hidden = true;
}
