// Copies of unsaved text on this machine, kept only while the network is away.
const PREFIX = "gx-draft:";
const SAVED = "gx-draft-saved";

export const readDraft = (key) => JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");

export const keepDraft = (key, draft) => localStorage.setItem(PREFIX + key, JSON.stringify(draft));

export const forgetDraft = (key) => localStorage.removeItem(PREFIX + key);

// 保存 leaves the page; the copy goes when the next page proves that the server answered a signed-in person.
// A sign-in page proves that the session had ended, and coming back proves nothing.
export const forgetAfterSave = (key) => sessionStorage.setItem(SAVED, key);

export function forgetSavedDrafts() {
  const key = sessionStorage.getItem(SAVED);
  const arrived = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  if (key && arrived && document.querySelector("form[data-sign-out]")) forgetDraft(key);
  sessionStorage.removeItem(SAVED);
}

export function forgetAllDrafts() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  }
}
