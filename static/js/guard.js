// A form is sent once: the second click does nothing. The server is the guard that counts.
const sent = new WeakSet();

function mark(form, busy) {
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.toggleAttribute("data-busy", busy);
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

export function startGuard() {
  for (const form of document.querySelectorAll("form")) form.noValidate = true;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.submitter?.getAttribute("aria-disabled") === "true" && !sent.has(form)) event.preventDefault();
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [data-download]")) return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    mark(form, true);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form")) {
      if (sent.delete(form)) mark(form, false);
    }
  });
}
