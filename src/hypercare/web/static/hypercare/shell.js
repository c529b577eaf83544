// What all pages do beyond links and forms: theme, palette, keys, copying, toasts. Everything works without it, too.

const root = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// Preferences: applied at once, and told to the server by the form that works without scripts, too.
function prefer(name, value) {
  const form = one("#preferences");
  const body = new FormData(form);
  body.set(name, value);
  fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
}

function chooseTheme(theme) {
  if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
  for (const button of all("button[name=theme]")) button.setAttribute("aria-pressed", String(button.value === theme));
  prefer("theme", theme);
}

// Toasts: told to screen readers by the region's aria-live.
function toast(text, status = "info") {
  const region = one("#toasts");
  if (!region || !text) return;
  const said = document.createElement("div");
  said.className = "toast";
  said.dataset.status = status;
  said.textContent = text;
  region.append(said);
  setTimeout(() => said.remove(), 6000);
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    toast(button.dataset.copied, "ok");
  } catch {
    const shown = one("pre", button.parentElement);
    if (shown) getSelection().selectAllChildren(shown);
  }
}

// Palette: every link of the navigation and every launch, found by the letters one types.
function score(letters, name) {
  let at = -1, points = 0;
  for (const letter of letters) {
    const next = name.indexOf(letter, at + 1);
    if (next < 0) return -1;
    points += next === at + 1 ? 3 : next === 0 || name[next - 1] === " " ? 2 : 0;
    at = next;
  }
  return points - name.length / 100;
}

const palette = () => one("#palette"); // looked up each time: going back brings another document
const entries = () => all("[role=option]", palette());
const shownEntries = () => entries().filter((entry) => !entry.hidden);
let chosen = 0;

function choose(index) {
  const shown = shownEntries();
  chosen = shown.length ? (index + shown.length) % shown.length : 0;
  for (const entry of entries()) entry.setAttribute("aria-selected", "false");
  const entry = shown[chosen];
  entry?.setAttribute("aria-selected", "true");
  entry?.scrollIntoView({ block: "nearest" });
  one("input", palette()).setAttribute("aria-activedescendant", entry?.id ?? "");
}

function search() {
  const letters = one("input", palette()).value.toLowerCase().replaceAll(" ", "");
  const scored = entries().map((entry) => [score(letters, entry.textContent.trim().toLowerCase()), entry]);
  for (const [points, entry] of scored) entry.hidden = points < 0;
  scored.sort(letters ? (a, b) => b[0] - a[0] : (a, b) => a[1].dataset.order - b[1].dataset.order);
  one("[role=listbox]", palette()).append(...scored.map(([, entry]) => entry));
  one("[data-nothing]", palette()).hidden = shownEntries().length > 0;
  choose(0);
}

function openPalette() {
  if (!palette() || palette().open) return;
  entries().forEach((entry, order) => { entry.dataset.order ??= order; entry.id ||= `palette-${order}`; });
  palette().showModal();
  one("input", palette()).value = "";
  search();
}

function searchKeys(event) {
  if (event.key === "ArrowDown") choose(chosen + 1);
  else if (event.key === "ArrowUp") choose(chosen - 1);
  else if (event.key === "Enter") location.href = shownEntries()[chosen]?.dataset.href ?? location.href;
  else return;
  event.preventDefault();
}

// Keys: Ctrl or Cmd with K always; single ones unless they are switched off (WCAG 2.1.4).
const keys = () => one("#keys");
let begun = "";

function usesSingleKeys() { return root.dataset.keys !== "off"; }

function isTyping(target) { return target.closest?.("input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable]"); }

function step(by) {
  const links = all("[data-list]").flatMap((list) => all(":scope > *", list).map((row) => one("a, button", row)).filter(Boolean));
  if (!links.length) return;
  const at = links.findIndex((link) => link === document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + by))].focus();
}

function goTo(key) {
  const link = one(`a[data-go="${CSS.escape(key)}"]`);
  if (link) location.href = link.href;
}

function pressed(event) {
  if (palette()?.open) { searchKeys(event); return; }
  if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || one("dialog[open]") || !usesSingleKeys()) return;
  if (begun === "g") { begun = ""; goTo(event.key); return; }
  if (event.key === "g") { begun = "g"; setTimeout(() => { begun = ""; }, 1200); }
  else if (event.key === "?") openKeys();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") { const field = one("main input[type=search]"); if (field) { event.preventDefault(); field.focus(); } }
}

function openKeys() {
  const list = one("[data-keys]", keys());
  for (const told of all("[data-told]", list)) told.remove();
  for (const link of all("a[data-go]")) {
    const name = document.createElement("dt");
    const said = document.createElement("dd");
    name.dataset.told = said.dataset.told = "";
    name.append(...["g", link.dataset.go].flatMap((key) => [Object.assign(document.createElement("kbd"), { textContent: key }), " "]));
    said.textContent = link.textContent.trim();
    list.append(name, said);
  }
  one("input[type=checkbox]", keys()).checked = usesSingleKeys();
  keys().showModal();
}

function switchKeys(box) {
  root.dataset.keys = box.checked ? "on" : "off";
  prefer("keys", root.dataset.keys);
}

// Forms that send themselves when a field changes.
const waiting = new WeakMap();

function autosubmit(event) {
  const form = event.target.form?.closest("form[data-autosubmit]");
  if (!form) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => form.isConnected && form.requestSubmit(), event.type === "input" ? 250 : 0));
}

// The slider's thumb stands below the end of the same day on the timeline, so it begins after day 0 and may end early.
const THUMB = 10; // half of its width, in pixels, as in components.css

function fitSlider() {
  const slide = one("#launch-slide");
  if (!slide) return;
  const whole = Number(slide.dataset.whole), end = Math.min(Number(slide.dataset.share), whole);
  slide.style.marginInlineStart = `calc(${100 / whole}% - ${THUMB}px)`;
  slide.style.width = `calc(${(100 * (end - 1)) / whole}% + ${2 * THUMB}px)`;
}

// The day under the thumb is told while it moves, before the answer is there.
function tellDay(field) {
  const told = one(`output[for="${CSS.escape(field.id)}"]`);
  if (!told) return;
  const said = told.dataset.says.replace("{day}", field.value);
  told.textContent = said;
  field.setAttribute("aria-valuetext", said);
}

function clicked(event) {
  const button = event.target.closest("button, [data-dialog-close]");
  if (button?.dataset.copy !== undefined) copy(button);
  if (button?.name === "theme") { event.preventDefault(); chooseTheme(button.value); }
  if (button?.dataset.opens === "palette") openPalette();
  if (button?.dataset.opens === "keys") openKeys();
  if (button?.dataset.closes !== undefined) button.closest("dialog")?.close();
  if (button?.dataset.print !== undefined) print();
  if (event.target.matches("dialog")) event.target.close();
  const entry = event.target.closest("#palette [role=option]");
  if (entry) location.href = entry.dataset.href;
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
}

function escaped(event) {
  if (event.key !== "Escape") return;
  for (const menu of all("details.menu[open]")) { menu.open = false; one("summary", menu).focus(); }
  if (one("#rail:target")) { location.hash = ""; one(".bar-menu")?.focus(); }
}

// What one opened stays open when the page is brought again.
let opened = [];

function came(within) {
  for (const element of all("[data-toast]", within)) { toast(element.dataset.toast, element.dataset.status); delete element.dataset.toast; }
}

document.addEventListener("click", clicked);
document.addEventListener("keydown", pressed);
document.addEventListener("keydown", escaped);
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-day]")) tellDay(event.target);
  if (event.target.matches("#palette input")) search();
  autosubmit(event);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("#keys input")) switchKeys(event.target);
  autosubmit(event);
});
document.addEventListener("htmx:before:request", () => { root.dataset.busy = ""; });
document.addEventListener("htmx:finally:request", () => { delete root.dataset.busy; });
document.addEventListener("htmx:before:swap", () => { opened = all("details[id][open]").map((each) => each.id); });
document.addEventListener("htmx:after:swap", () => {
  for (const id of opened) { const each = document.getElementById(id); if (each) each.open = true; }
  came(document);
  fitSlider();
});
document.addEventListener("htmx:response:error", (event) => { if (event.detail.ctx?.response?.status >= 500) toast(one("#toasts")?.dataset.failed, "bad"); });
// A request that a newer one replaced, as while one slides, is given up, not failed.
document.addEventListener("htmx:error", (event) => {
  if (event.detail?.error?.name !== "AbortError") toast(one("#toasts")?.dataset.failed, "bad");
});

came(document);
fitSlider();
