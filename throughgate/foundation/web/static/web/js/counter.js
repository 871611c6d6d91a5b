// Text fields with a limit say how much room is left. The server refuses what is too long; nothing is cut.
function follow(field) {
  if (field.dataset.followed) return;
  field.dataset.followed = "yes";
  const limit = Number(field.dataset.limit);
  const count = document.createElement("output");
  count.className = "field-count";
  count.setAttribute("for", field.id);
  field.after(count);
  const show = () => {
    const used = [...field.value].length;
    count.textContent = `${used.toLocaleString(document.documentElement.lang)} / ${limit.toLocaleString(document.documentElement.lang)}`;
    count.classList.toggle("over", used > limit);
  };
  field.addEventListener("input", show);
  show();
}

const all = (root) => root.querySelectorAll("textarea[data-limit]").forEach(follow);
all(document);
document.addEventListener("htmx:load", (event) => all(event.target));
