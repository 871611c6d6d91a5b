// Taking back: what each cell held before, the latest first. A field in which somebody types takes back its letters itself.
export function undoing(cells, change, tell) {
  const done = [];

  const remember = (next) => (cell, value) => {
    const field = cells.fieldOf(cell);
    done.push([cell, field.dataset.before ?? ""]);
    field.dataset.before = value;
    next(cell, value);
  };

  function takeBack(field) {
    if (!done.length || field.value !== (field.dataset.before ?? field.value)) return false;
    const [cell, before] = done.pop();
    cells.show(cell, before);
    change(cell, before);
    cells.fieldOf(cell).focus();
    tell();
    return true;
  }

  return { remember, takeBack };
}
