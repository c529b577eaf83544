// Runs before the page is drawn, so that what only scripts can do does not jump into it.
document.documentElement.dataset.scripted = "";
