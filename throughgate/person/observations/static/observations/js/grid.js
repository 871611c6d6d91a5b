// The grid of a sheet: levels by keyboard or hand, saved one by one, with the anchors in view.
import { clear, compare } from "../../web/js/grid/conflict.js";
import { guard } from "../../web/js/grid/leaving.js";
import { queueFor } from "../../web/js/grid/queue.js";
import { follow } from "./anchors.js";
import * as cells from "./cells.js";
import { listen } from "./keys.js";
import { drawSteps } from "./steps.js";

const form = document.querySelector("[data-grid]");
const said = document.querySelector("[data-said]");
drawSteps(form);
const rows = cells.rowsOf(form);

const queue = queueFor(form, cells, {
  say: (words) => { if (said) said.textContent = words; },
  compare: (cell, theirs, keepMine) => compare(cell, theirs, form, cells.show, keepMine),
});
const look = follow(form, rows);
listen(form, rows, (cell, level) => {
  clear(cell);
  queue.change(cell, level);
}, look);
guard(form, queue);

// Everything is saved as it is set: saving by hand is for pages without scripts.
const button = form.querySelector("[data-sign] ~ [data-save]");
if (button) button.hidden = true;
if (!document.querySelector("[data-first]") && matchMedia("(pointer: fine)").matches) {
  cells.chosen(rows[0][0]).focus({ preventScroll: true });
}
