// Save cells one after another: nothing waits on the hand, and each answer brings the version that the next change needs.
//
// A form says in its data where cells are saved (`cellAddress`), under which key they wait on the device (`kept`), what the
// value of a cell is called in what is sent (`field`), and the words for what happens. `cells` knows how a cell looks:
// `opened` is the hidden field with the version and value that it was opened with ("3:2+"), `placeOf` says whose cell it is,
// and `show` shows another value.
import { restore, waitingIn } from "./waiting.js";

const AGAIN = 4000;

export function queueFor(form, cells, { say, compare, refuse }) {
  const { cellAddress, kept, field } = form.dataset;
  const waiting = waitingIn(kept);
  const state = { busy: false, closed: false, leaving: false };
  const find = (name) => form.querySelector(`[name="v:${name}"]`)?.closest("td");

  function change(cell, value) {
    const opened = cells.opened(cell);
    waiting.put(opened.name.slice(2), value, opened.value.split(":")[0]);
    cell.dataset.state = "waiting";
    save();
  }

  async function save() {
    if (state.busy || state.closed || state.leaving || !waiting.values.size) return;
    state.busy = true;
    say(form.dataset.waiting);
    const [name, item] = waiting.first();
    const cell = find(name);
    const answered = cell ? await send(cell, name, item) : waiting.values.delete(name);
    waiting.keep();
    state.busy = false;
    if (answered) save();
    else setTimeout(save, AGAIN);
  }

  async function send(cell, name, { value, version }) {
    const csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value;
    const body = new URLSearchParams({ ...cells.placeOf(cell), [field]: value, version, csrfmiddlewaretoken });
    const item = waiting.values.get(name);
    const answer = await fetch(cellAddress, { method: "POST", body, redirect: "manual" }).catch(() => null);
    const isOurs = answer?.headers.get("content-type")?.startsWith("application/json");
    const data = isOurs ? await answer.json().catch(() => null) : null;
    if (!data) {
      say(!answer || isOurs || answer.status >= 500 ? form.dataset.offline : form.dataset.signedOut);
      return false;
    }
    state.closed = Boolean(data.closed);
    if (!state.closed) settle(cell, name, item, data);
    say(data.closed ?? data.conflict ?? data.problem ?? data.said);
    return true;
  }

  function settle(cell, name, item, { version, conflict, problem, [field]: now }) {
    const latest = waiting.values.get(name);
    if (latest === item || problem || conflict) waiting.values.delete(name);
    else latest.version = version;
    if (version) cells.opened(cell).value = `${version}:${conflict ? (now ?? "") : (now ?? item.value)}`;
    cell.dataset.state = conflict || problem ? "conflict" : waiting.values.has(name) ? "waiting" : "saved";
    if (conflict) compare(cell, { value: now, words: conflict }, () => change(cell, latest.value));
    else if (problem) refuse?.(cell, problem);
    // As it is kept: "2,5" is 2.5. What was typed since stays.
    else if (now !== undefined && latest === item) cells.show(cell, now);
  }

  restore(waiting, find, cells.show);
  save();
  return { change, save, state, waiting };
}
