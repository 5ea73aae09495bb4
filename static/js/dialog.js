// Notices open as modals over the page; questions are asked with 取消 and 确定.
export function show(dialog) {
  dialog.close();
  dialog.dataset.modal = "";
  dialog.showModal();
}

function prepare(dialog) {
  // The event of the close() in show() arrives when the dialog is open again.
  dialog.addEventListener("close", () => dialog.open || delete dialog.dataset.modal);
  for (const button of dialog.querySelectorAll("[data-dialog-close]")) {
    button.addEventListener("click", () => dialog.close());
  }
}

function element(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

export function ask(sentence) {
  const dialog = element("dialog", "gx-dialog");
  const body = element("div", "body", sentence);
  body.id = "gx-question";
  dialog.setAttribute("aria-labelledby", body.id);
  const foot = element("div", "foot");
  const cancel = element("button", "btn btn-light", "取消");
  const sure = element("button", "btn btn-primary", "确定");
  foot.append(cancel, sure);
  dialog.append(body, foot);
  document.body.append(dialog);
  show(dialog);
  return new Promise((resolve) => {
    cancel.addEventListener("click", () => dialog.close());
    sure.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

async function questionFirst(event) {
  const form = event.target;
  const sentence = event.submitter?.dataset.ask ?? form.dataset.ask;
  if (!sentence || form.dataset.asked) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(sentence))) return;
  form.dataset.asked = "yes";
  form.requestSubmit(event.submitter);
  delete form.dataset.asked;
}

export function startDialogs() {
  for (const dialog of document.querySelectorAll("dialog[data-dialog]")) {
    prepare(dialog);
    if ("opens" in dialog.dataset) show(dialog);
  }
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog-open]");
    if (!opener) return;
    event.preventDefault();
    show(document.querySelector(opener.getAttribute("href") ?? opener.dataset.dialogOpen));
  });
  document.addEventListener("submit", questionFirst, { capture: true });
}
