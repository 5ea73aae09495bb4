// Copies of unsaved text on this machine, kept only while the network is away.
const PREFIX = "gx-draft:";
const SAVED = "gx-draft-saved";

export const readDraft = (key) => JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");

export const keepDraft = (key, draft) => localStorage.setItem(PREFIX + key, JSON.stringify(draft));

export const forgetDraft = (key) => localStorage.removeItem(PREFIX + key);

// 保存 leaves the page; the copy goes when the next page proves that the server answered a signed-in person.
// A sign-in page proves that the session had ended, and coming back proves nothing; nor does a page reached
// by way of one whose scripts never ran.
export const forgetAfterSave = (key) =>
  sessionStorage.setItem(SAVED, JSON.stringify({ key, left: location.href.split("#")[0] }));

export function forgetSavedDrafts() {
  const saved = JSON.parse(sessionStorage.getItem(SAVED) ?? "null");
  const arrived = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const straight = document.referrer === saved?.left;
  if (arrived && straight && document.querySelector("form[data-sign-out]")) forgetDraft(saved.key);
  sessionStorage.removeItem(SAVED);
}

export function forgetAllDrafts() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  }
}
