// A question while it is asked: Ctrl+Enter asks, Stop stops, a long one is kept first. Without this the form does the rest.

const form = document.querySelector("#ask");
const text = form?.querySelector("#question");
const run = form?.querySelector("#run");
const stop = form?.querySelector("#stop");
const keep = form?.querySelector("#keep");
const told = form?.querySelector("#asking");

function asking(is) {
  run.disabled = is;
  stop.hidden = !is;
  told.textContent = is ? form.dataset.asking : "";
  if (is) stop.focus({ preventScroll: true });
}

form?.addEventListener("submit", (event) => {
  const isLong = text.value.length > Number(form.dataset.longest);
  if (isLong && keep && event.submitter !== keep) {
    event.preventDefault();
    form.requestSubmit(keep);
    return;
  }
  // After the form's own data were read: a disabled button would not be sent.
  setTimeout(() => asking(true));
});
stop?.addEventListener("click", () => {
  window.stop();
  asking(false);
  run.focus();
});
// Whoever comes back finds the page as it was left, without the question that was being asked.
window.addEventListener("pageshow", () => form && asking(false));

text?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(run);
});

// A problem leads to its line.
document.querySelector("#wrong")?.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-line]");
  if (!link || !text) return;
  event.preventDefault();
  const lines = text.value.split("\n");
  const start = lines.slice(0, Number(link.dataset.line) - 1).join("\n").length + (link.dataset.line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[link.dataset.line - 1] ?? "").length);
});
