// What the browser does itself: the theme, the menu, and the word on a lost connection.
document.addEventListener("click", event => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-theme-switch]")) {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("dais-theme", document.documentElement.dataset.theme);
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target) || target?.closest("a")) menu.open = false;
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
});

document.getElementById("try-again")?.addEventListener("click", async () => {
  if (!await Blazor.reconnect()) location.reload();
});
document.getElementById("open-anew")?.addEventListener("click", () => location.reload());
