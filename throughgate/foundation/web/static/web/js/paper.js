// Buttons with data-print open the print dialogue; without a script they stay hidden.
document.querySelectorAll("button[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
