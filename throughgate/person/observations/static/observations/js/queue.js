// Save cells one after another: nothing waits on the hand, and each answer brings the version that the next change needs.
import { opened, placeOf } from "./cells.js";
import { restore, waitingIn } from "./waiting.js";

const AGAIN = 4000;

export function queueFor(form, { say, compare }) {
  const waiting = waitingIn(form.dataset.sheet);
  const state = { busy: false, closed: false, leaving: false };
  const find = (name) => form.querySelector(`[name="v:${name}"]`)?.closest("td");

  function change(cell, level) {
    waiting.put(opened(cell).name.slice(2), level, opened(cell).value.split(":")[0]);
    cell.dataset.state = "waiting";
    save();
  }

  async function save() {
    if (state.busy || state.closed || state.leaving || !waiting.levels.size) return;
    state.busy = true;
    say(form.dataset.waiting);
    const [name, item] = waiting.first();
    const cell = find(name);
    const answered = cell ? await send(cell, name, item) : waiting.levels.delete(name);
    waiting.keep();
    state.busy = false;
    if (answered) save();
    else setTimeout(save, AGAIN);
  }

  async function send(cell, name, item) {
    const csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value;
    const body = new URLSearchParams({ ...placeOf(cell), ...item, csrfmiddlewaretoken });
    const answer = await fetch(form.dataset.cellAddress, { method: "POST", body, redirect: "manual" }).catch(() => null);
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

  function settle(cell, name, item, { version, level, conflict, problem }) {
    const latest = waiting.levels.get(name);
    if (latest === item || problem || conflict) waiting.levels.delete(name);
    else latest.version = version;
    if (version) opened(cell).value = `${version}:${conflict ? (level ?? "") : item.level}`;
    cell.dataset.state = conflict || problem ? "conflict" : waiting.levels.has(name) ? "waiting" : "saved";
    if (conflict) compare(cell, { level, words: conflict }, () => change(cell, latest.level));
  }

  restore(waiting, find);
  save();
  return { change, save, state, waiting };
}
