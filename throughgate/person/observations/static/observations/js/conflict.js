// Two set the same cell: both levels stand in it until one decides.
import { show } from "./cells.js";

export function clear(cell) {
  cell.querySelector(".conflict")?.remove();
}

export function compare(cell, { level, words }, form, keepMine) {
  const box = document.createElement("span");
  box.className = "conflict";
  box.textContent = `${words} `;
  box.setAttribute("role", "alert");
  const takeTheirs = () => {
    show(cell, level ?? "");
    cell.dataset.state = "saved";
  };
  for (const [label, act] of [[form.dataset.mine, keepMine], [form.dataset.theirs, takeTheirs]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = label;
    button.addEventListener("click", () => {
      box.remove();
      act();
    });
    box.append(button);
  }
  cell.append(box);
}
