// A new launch while it is typed: errors beside the fields that were touched, names that follow, focus that stays.
// Without this the form posts and says the same after each post.

const byId = (id) => document.getElementById(id);
const form = () => byId("new-launch");
const touched = new Set();
let focused = "";

function sentences() {
  const found = new Map();
  for (const link of document.querySelectorAll("#nl-problems a[data-field]")) {
    const said = found.get(link.dataset.field);
    found.set(link.dataset.field, said ? `${said} · ${link.dataset.said}` : link.dataset.said);
  }
  return found;
}

function showsAll() { return form().elements.namedItem("shows_errors") !== null; }

function showErrors() {
  const wrong = sentences();
  for (const place of form().querySelectorAll(".error[id]")) {
    const id = place.id.replace(/-error$/, "");
    const said = showsAll() || touched.has(id) ? wrong.get(id) ?? "" : "";
    if (place.textContent !== said) place.textContent = said;
    const field = byId(id);
    if (said) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
}

function showUnseen() {
  const unseen = new Set([...document.querySelectorAll("#nl-unseen li")].map((item) => item.textContent));
  for (const place of form().querySelectorAll(".nl-note")) {
    const said = unseen.has(place.id.replace(/-note$/, "")) ? form().dataset.unseen : "";
    if (place.textContent !== said) place.textContent = said;
  }
}

// The metrics that gates and guardrails can choose follow the names as they are typed.
function followMetrics() {
  const names = [...document.querySelectorAll("#nl-metrics option")].map((option) => option.value);
  for (const select of form().querySelectorAll("select[data-metrics]")) {
    const chosen = select.value;
    const wanted = ["", ...names, ...(chosen && !names.includes(chosen) ? [chosen] : [])];
    if (wanted.join("\n") === [...select.options].map((option) => option.value).join("\n")) continue;
    select.replaceChildren(...wanted.map((name) => new Option(name || "–", name, false, name === chosen)));
  }
}

// A metric that is given another name takes the gates and guardrails that ask for it along.
function rename(field) {
  const before = form().elements.namedItem(field.name.replace(/name$/, "was"));
  if (!before || !field.value.trim()) return;
  for (const select of form().querySelectorAll("select[data-metrics]")) {
    if (select.value !== before.value || !before.value) continue;
    const option = select.selectedOptions[0];
    option.value = option.textContent = field.value.trim();
  }
  before.value = field.value.trim();
}

// The id is offered from the title until somebody writes one.
function slug(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 64);
}

function offerId(title) {
  const id = byId("nl-id");
  const replaces = form().elements.namedItem("replaces").value;
  if (replaces || id.dataset.written || (id.value && id.value !== id.dataset.offered)) return;
  id.value = id.dataset.offered = slug(title);
}

function refreshed() {
  if (!form()) return;
  showErrors();
  showUnseen();
  followMetrics();
}

function goOn() {
  const id = form().dataset.focus ?? "";
  delete form().dataset.focus;
  const row = id && byId(`${id}-row`);
  const place = row ? row.querySelector("input:not([type=hidden]), select") : byId(`${id}-add`) ?? byId(id) ?? byId(focused);
  place?.focus({ preventScroll: !id });
  focused = "";
}

document.addEventListener("input", (event) => {
  if (event.target.form !== form()) return;
  if (event.target.id === "nl-title") offerId(event.target.value);
  if (event.target.id === "nl-id") event.target.dataset.written = "yes";
});
document.addEventListener("change", (event) => {
  if (event.target.form !== form()) return;
  touched.add(event.target.id);
  if (/^f\.metrics\.[0-9]+\.name$/.test(event.target.name)) rename(event.target);
  showErrors();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#nl-panel a[data-field]");
  const field = link && byId(link.dataset.field);
  if (!field) return;
  event.preventDefault();
  touched.add(field.id);
  field.focus();
  showErrors();
});
document.addEventListener("htmx:before:swap", () => {
  if (form()?.contains(document.activeElement)) focused = document.activeElement.id;
});
document.addEventListener("htmx:after:swap", () => {
  refreshed();
  if (form()?.dataset.focus || (focused && document.activeElement === document.body)) goOn();
});
if (form()?.dataset.focus) goOn();
