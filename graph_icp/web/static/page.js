"use strict";
// What every page does beside what works without a script.
(() => {
  const filters = ".filter[open]";
  const present = document.querySelector(".top [aria-current]");

  // An open filter closes by Escape, by a click outside it, and when one tabs out of it.
  function close(filter) {
    filter.open = false;
  }
  document.addEventListener("keydown", (event) => {
    const filter = document.querySelector(filters);
    if (event.key !== "Escape" || !filter) return;
    const within = filter.contains(document.activeElement);
    close(filter);
    if (within) filter.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    for (const filter of document.querySelectorAll(filters)) if (!filter.contains(target)) close(filter);
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    const filter = target.closest(filters);
    if (filter && relatedTarget && !filter.contains(relatedTarget)) close(filter);
  });

  // Where the menu is wider than the screen, the present page is in sight.
  if (present) {
    const menu = present.closest("nav");
    menu.scrollLeft = present.offsetLeft - menu.offsetLeft - (menu.clientWidth - present.offsetWidth) / 2;
  }
})();
