/* Small conveniences; every page works without them. */
"use strict";

const isTyping = (node) => node.matches("input, textarea, select, [contenteditable]");

/* "/" and Ctrl+K go to the search field. */
document.addEventListener("keydown", (event) => {
  const search = document.getElementById("search");
  const wanted = (event.key === "/" && !isTyping(event.target)) || (event.ctrlKey && event.key.toLowerCase() === "k");
  if (search && wanted) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

/* Up and down walk through the links of a table's rows. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = event.target.closest("table[data-walk] tbody tr");
  if (!row || isTyping(event.target)) return;
  const rows = [...row.closest("table").querySelectorAll("tbody tr")].filter((one) => one.querySelector("a, summary, button"));
  const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.querySelector("a, summary, button").focus();
  }
});

/* A file that is too large is refused before it is sent. */
document.addEventListener("change", (event) => {
  const field = event.target;
  if (!field.matches("input[type=file][data-most]")) return;
  const most = Number(field.dataset.most);
  const file = field.files[0];
  const large = file && file.size > most;
  field.setCustomValidity(large ? `文件有 ${(file.size / 1048576).toFixed(1)} MB，上限是 ${most / 1048576} MB。` : "");
  if (large) field.reportValidity();
});

/* A fact that differs from the kept one is marked at once. */
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.dataset.kept !== undefined) field.classList.toggle("changed", field.value.trim() !== field.dataset.kept);
});

/* A form that takes a while says so and cannot be sent twice. */
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button[data-busy]");
  if (!button) return;
  button.setAttribute("aria-disabled", "true");
  button.textContent = button.dataset.busy;
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

/* A reason that is open closes again; its row goes away. */
document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-close]");
  if (!closer) return;
  const opened = document.getElementById(closer.dataset.close);
  const opener = document.querySelector(`[aria-controls="${CSS.escape(closer.dataset.close)}"]`);
  if (opened) opened.replaceChildren();
  if (opener) {
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }
});
document.addEventListener("click", (event) => {
  const opener = event.target.closest("a[aria-controls][aria-expanded=true]");
  if (!opener) return;
  const opened = document.getElementById(opener.getAttribute("aria-controls"));
  if (!opened || !opened.childElementCount) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  opened.replaceChildren();
  opener.setAttribute("aria-expanded", "false");
}, true);
document.addEventListener("htmx:afterSwap", (event) => {
  const opener = document.querySelector(`[aria-controls="${CSS.escape(event.target.id)}"]`);
  if (opener) opener.setAttribute("aria-expanded", "true");
});
document.addEventListener("htmx:sendError", () => tell("没有连上服务器。请检查网络后再试一次。"));
document.addEventListener("htmx:responseError", () => tell("服务器没有完成这次操作。请刷新页面后再试。"));

function tell(text) {
  const place = document.getElementById("page-message");
  if (place) place.textContent = text;
}
