// Levels that are not saved yet: kept on the device, so that neither a lost connection nor a reload loses one.
import { show } from "./cells.js";

export function waitingIn(sheet) {
  const key = `sheet:${sheet}`;
  const levels = new Map(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
  const keep = () => {
    if (levels.size) sessionStorage.setItem(key, JSON.stringify([...levels]));
    else sessionStorage.removeItem(key);
  };
  return {
    levels,
    keep,
    // A cell set again before its answer is back keeps the version that it was opened with.
    put(name, level, version) {
      levels.set(name, { level, version: levels.get(name)?.version ?? version });
      keep();
    },
    first: () => levels.entries().next().value,
  };
}

// Show again what the page before this one could not save.
export function restore({ levels }, find) {
  for (const [name, { level }] of levels) {
    const cell = find(name);
    if (!cell) continue;
    show(cell, level);
    cell.dataset.state = "waiting";
  }
}
