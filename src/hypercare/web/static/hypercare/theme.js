// Runs before the page is drawn, so that a chosen theme does not flash.
const root = document.documentElement;
root.dataset.scripted = "";
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
} catch {
  // Storage may be forbidden: then the system's theme holds.
}
