// Leave the page with nothing lost. The form carries every cell, so only the request on its way is waited for.
export function guard(form, { save, state, waiting }) {
  form.addEventListener("submit", (event) => {
    state.leaving = true;
    if (!state.busy) return;
    event.preventDefault();
    const { submitter } = event;
    const later = setInterval(() => {
      if (state.busy) return;
      clearInterval(later);
      form.requestSubmit(submitter);
    }, 50);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    state.leaving = false;
    save();
  });
  window.addEventListener("online", save);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.values.size && !state.closed && !state.leaving) event.preventDefault();
  });
}
