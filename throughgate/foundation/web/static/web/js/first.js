// After a refused form the focus stands on the summary of what to put right.
const first = document.querySelector("[data-first]");
if (first) first.focus();
