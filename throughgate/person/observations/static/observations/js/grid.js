// The grid of a sheet: a digit sets a level and moves down; saves go one by one and outlive a lost connection.
const form = document.querySelector("[data-grid]");
const said = document.querySelector("[data-said]");
const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")]);
const key = `sheet:${form.dataset.sheet}`;
const waiting = new Map(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
let busy = false;
let closed = false;
let leaving = false;

const opened = (cell) => cell.querySelector("[name^='v:']");
const chosen = (cell) => cell.querySelector("input[type=number], input:checked");
const find = (name) => form.querySelector(`[name="v:${name}"]`)?.closest("td");
const say = (words) => { if (said) said.textContent = words; };
const keep = () => (waiting.size ? sessionStorage.setItem(key, JSON.stringify([...waiting])) : sessionStorage.removeItem(key));

function show(cell, level) {
  const typed = cell.querySelector("input[type=number]");
  if (typed) typed.value = level;
  else cell.querySelector(`input[value="${level}"]`).checked = true;
}

function change(cell, level, version = opened(cell).value.split(":")[0]) {
  const name = opened(cell).name.slice(2);
  waiting.set(name, { level, version: waiting.get(name)?.version ?? version });
  cell.dataset.state = "waiting";
  cell.querySelector(".conflict")?.remove();
  keep();
  save();
}

// One request at a time: each answer brings the version that the next change of the same cell needs.
async function save() {
  if (busy || closed || leaving || !waiting.size) return;
  busy = true;
  say(form.dataset.waiting);
  const [name, item] = waiting.entries().next().value;
  const cell = find(name);
  if (!cell) waiting.delete(name);
  else if (!(await send(cell, name, item))) {
    busy = false;
    setTimeout(save, 4000);
    return;
  }
  keep();
  busy = false;
  save();
}

async function send(cell, name, item) {
  const body = new URLSearchParams({ of: cell.dataset.of, competency: cell.dataset.competency, ...item, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  let answer, data;
  try {
    answer = await fetch(form.dataset.cellAddress, { method: "POST", body, redirect: "manual" });
    data = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : null;
  } catch {
    say(form.dataset.offline);
    return false;
  }
  if (!data) {
    say(answer.status >= 500 ? form.dataset.offline : form.dataset.signedOut);
    return false;
  }
  if (data.closed) {
    closed = true;
    say(data.closed);
    return true;
  }
  const latest = waiting.get(name);
  if (latest === item || data.problem || data.conflict) waiting.delete(name);
  else latest.version = data.version;
  cell.dataset.state = data.conflict || data.problem ? "conflict" : waiting.has(name) ? "waiting" : "saved";
  if (data.version) opened(cell).value = `${data.version}:${data.conflict ? (data.level ?? "") : item.level}`;
  if (data.conflict) compare(cell, data, latest.level);
  say(data.conflict ?? data.problem ?? data.said);
  return true;
}

function compare(cell, data, mine) {
  const box = Object.assign(document.createElement("span"), { className: "conflict", textContent: `${data.conflict} ` });
  box.setAttribute("role", "alert");
  for (const [words, act] of [
    [form.dataset.mine, () => change(cell, mine, String(data.version))],
    [form.dataset.theirs, () => { show(cell, data.level ?? ""); cell.dataset.state = "saved"; box.remove(); }],
  ]) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: words });
    button.addEventListener("click", act);
    box.append(button);
  }
  cell.append(box);
}

function place(cell) {
  const row = rows.findIndex((cells) => cells.includes(cell));
  return [row, rows[row].indexOf(cell)];
}

function go(row, column) {
  // Below the last person comes the next competency; after the last one, the signature.
  if (row >= rows.length) [row, column] = [0, column + 1];
  const target = rows[row]?.[column];
  if (target) chosen(target).focus();
  else if (column >= rows[0].length) form.querySelector("[data-sign], [data-save]").focus();
}

form.addEventListener("keydown", (event) => {
  const cell = event.target.closest("td");
  if (!cell || event.target.type === "button" || event.ctrlKey || event.altKey || event.metaKey) return;
  const [row, column] = place(cell);
  const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Enter: [1, 0] }[event.key];
  const across = step?.[1] * (document.dir === "rtl" ? -1 : 1);
  const digit = event.target.type === "radio" && /^[\d-]$/.test(event.key);
  const level = digit && (cell.querySelector(`input[value="${event.key}"]`) ?? ("0-".includes(event.key) && cell.querySelector('input[value=""]')));
  if (!step && !digit) return;
  if (event.target.type === "number" && across) return;
  event.preventDefault();
  if (step) return go(row + step[0], column + across);
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

// The anchors of the column one is in, and the level that is set.
const sets = [...document.querySelectorAll("[data-anchors]")];
const headings = form.querySelectorAll("thead th");
function look(cell) {
  const column = place(cell)[1];
  sets.forEach((set, index) => { set.hidden = index !== column; });
  headings.forEach((heading, index) => heading.toggleAttribute("data-current", index === column + 1));
  sets[column].querySelectorAll("li").forEach((line) => {
    if (line.dataset.level === chosen(cell).value) line.setAttribute("aria-current", "true");
    else line.removeAttribute("aria-current");
  });
}
for (const type of ["focusin", "change"]) form.addEventListener(type, (event) => { if (event.target.closest("td")) look(event.target.closest("td")); });

// The form carries every cell, so only the request on its way is waited for. Kept levels stay until the next page has them.
form.addEventListener("submit", (event) => {
  leaving = true;
  if (!busy) return;
  event.preventDefault();
  const { submitter } = event;
  const later = setInterval(() => {
    if (busy) return;
    clearInterval(later);
    form.requestSubmit(submitter);
  }, 50);
});
window.addEventListener("pageshow", (event) => { if (event.persisted) { leaving = false; save(); } });
window.addEventListener("online", save);
window.addEventListener("beforeunload", (event) => { if (waiting.size && !closed && !leaving) event.preventDefault(); });

document.querySelector(".anchors-in-view")?.classList.add("lively");
const button = form.querySelector("[data-sign] ~ [data-save]");
if (button) button.hidden = true;
for (const [name, { level }] of waiting) { const cell = find(name); if (cell) { show(cell, level); cell.dataset.state = "waiting"; } }
look(rows[0][0]);
if (!document.querySelector("[data-first]") && matchMedia("(pointer: fine)").matches) chosen(rows[0][0]).focus({ preventScroll: true });
save();
