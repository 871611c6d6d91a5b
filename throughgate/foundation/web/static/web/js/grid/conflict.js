// Two set the same cell: both values stand in it until one decides.
export function clear(cell) {
  cell.querySelector(".conflict")?.remove();
}

function box(cell, words) {
  clear(cell);
  const box = document.createElement("span");
  box.className = "conflict";
  box.textContent = `${words} `;
  box.setAttribute("role", "alert");
  cell.append(box);
  return box;
}

export const refuse = box;

export function compare(cell, { value, words }, form, show, keepMine) {
  const said = box(cell, words);
  const takeTheirs = () => {
    show(cell, value ?? "");
    cell.dataset.state = "saved";
  };
  for (const [label, act] of [[form.dataset.mine, keepMine], [form.dataset.theirs, takeTheirs]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = label;
    button.addEventListener("click", () => {
      said.remove();
      act();
    });
    said.append(button);
  }
}
