// A form is sent once: a second click while the first is on its way does nothing.
const waiting = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  // After a download the page stays, and its form may be sent again.
  if (form.method !== "post" || event.defaultPrevented || "download" in form.dataset) return;
  if (waiting.has(form)) {
    event.preventDefault();
    return;
  }
  waiting.add(form);
  event.submitter?.setAttribute("aria-busy", "true");
});

// The page may come back from the browser's memory: then its forms are fresh again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form").forEach((form) => waiting.delete(form));
  document.querySelectorAll("[aria-busy]").forEach((element) => element.removeAttribute("aria-busy"));
});

// With htmx the page stays, so the form is free again once the answer is there.
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (!form) return;
  waiting.delete(form);
  form.querySelectorAll("[aria-busy]").forEach((element) => element.removeAttribute("aria-busy"));
});
