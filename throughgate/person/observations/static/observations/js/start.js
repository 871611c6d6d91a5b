// Another group brings its own setting and occasion; what somebody typed stays.
const groups = JSON.parse(document.querySelector("[data-groups]").dataset.groups);
const people = document.querySelector("select[name=people]");
const occasion = document.querySelector("input[name=occasion]");
let before = groups[people?.value]?.[0] ?? "";

people?.addEventListener("change", () => {
  const [name, setting] = groups[people.value] ?? ["", ""];
  if (occasion.value === before) occasion.value = name;
  before = name;
  const radio = setting && document.querySelector(`input[name=setting][value="${setting}"]`);
  if (radio) radio.checked = true;
});
