// Small comforts of every page: focus on the error summary, print button, folded filters, erased drafts.
import { forgetAllDrafts, forgetSavedDrafts } from "./drafts.js";
import { script } from "./assets.js";

const PHONE = "(max-width: 575.98px)";

// On a phone the side bar is a row that scrolls: the entry one is on is to be seen, and that one stands before it.
const BEFORE = 48;

function showCurrentEntry() {
  const entry = document.querySelector(".gx-side [aria-current]");
  const row = entry?.closest(".groups");
  if (row) row.scrollLeft += entry.getBoundingClientRect().left - row.getBoundingClientRect().left - BEFORE;
}

export function startPage() {
  showCurrentEntry();
  document.querySelector("[data-error-summary]")?.focus();
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
  if (window.matchMedia(PHONE).matches) {
    for (const fold of document.querySelectorAll("details[data-fold-on-phone]")) fold.open = false;
  }
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", forgetAllDrafts);
  }
  forgetSavedDrafts();
  if (document.querySelector("[data-bs-toggle]")) script("bootstrap");
  document.addEventListener("htmx:afterSwap", (event) => event.detail.elt.classList.add("gx-swapped"));
}
