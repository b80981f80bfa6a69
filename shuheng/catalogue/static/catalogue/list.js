/* The list of entries works without this: facets start closed on a phone, one box picks all rows. */
"use strict";

const closeOnPhone = () => {
  if (!window.matchMedia("(max-width: 760px)").matches) return;
  document.querySelectorAll("details.facets").forEach((facets) => facets.removeAttribute("open"));
};
closeOnPhone();
document.addEventListener("htmx:afterSwap", closeOnPhone);
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-pick-all]")) return;
  const boxes = event.target.closest("table").querySelectorAll("tbody input[type=checkbox]");
  boxes.forEach((box) => { box.checked = event.target.checked; });
});
