// Values that are not saved yet: kept on the device, so that neither a lost connection nor a reload loses one.
export function waitingIn(key) {
  const values = new Map(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
  const keep = () => {
    if (values.size) sessionStorage.setItem(key, JSON.stringify([...values]));
    else sessionStorage.removeItem(key);
  };
  return {
    values,
    keep,
    // A cell set again before its answer is back keeps the version that it was opened with.
    put(name, value, version) {
      values.set(name, { value, version: values.get(name)?.version ?? version });
      keep();
    },
    first: () => values.entries().next().value,
  };
}

// Show again what the page before this one could not save.
export function restore({ values }, find, show) {
  for (const [name, { value }] of values) {
    const cell = find(name);
    if (!cell) continue;
    show(cell, value);
    cell.dataset.state = "waiting";
  }
}
