// Saves a form on the server while the person writes; a copy stays here only while the network is away.
import { forgetAfterSave, forgetDraft, keepDraft, readDraft } from "./drafts.js";

const PAUSE = 1000;
const LONGEST = 2500;
const RETRY = 10000;
const KEEPALIVE_BYTES = 60000;
const SAVING_TAKES = 20000;
const STALE = "别的窗口已保存，请刷新对照";
const OFFLINE = "没有连上网络，内容留在本机";
const SIGNED_OUT = "登录已经过期，内容留在本机，请重新登录";
const REFUSED = "没能自动保存，请点“保存”";

class Autosave {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.autosaveKey;
    this.state = form.querySelector("[data-save-state]");
    this.dirtySince = 0;
    this.sending = null;
    this.offline = false;
    this.stopped = false;
    this.leftAt = 0;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.leave(event));
    window.addEventListener("online", () => this.save());
    window.addEventListener("pageshow", (event) => event.persisted && (this.leftAt = 0));
    window.addEventListener("pagehide", () => this.beacon());
    document.addEventListener("visibilitychange", () => document.hidden && this.save(true));
    this.restore();
    if ("unsaved" in form.dataset || this.touched()) this.changed();
  }

  // Whether something was typed before this script had arrived.
  touched() {
    return [...this.form.elements].some((field) => {
      if (["hidden", "submit", "file"].includes(field.type) || !field.name) return false;
      if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected && option.value);
      if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
      return field.value !== field.defaultValue;
    });
  }

  entries() {
    return [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
  }

  say(kind, icon, words) {
    if (!this.state) return;
    this.state.dataset.kind = kind;
    const mark = Object.assign(document.createElement("i"), { className: `bi bi-${icon}` });
    mark.setAttribute("aria-hidden", "true");
    this.state.replaceChildren(mark, ` ${words}`);
  }

  changed() {
    if (this.stopped) return this.copy();
    this.dirtySince ||= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => this.save(),
      Math.max(0, Math.min(PAUSE, this.dirtySince + LONGEST - Date.now())),
    );
  }

  save(hiding = false) {
    if (!this.dirtySince || this.sending || this.stopped || this.leaving()) return;
    clearTimeout(this.timer);
    this.sending = this.transmit(hiding).finally(() => {
      this.sending = null;
      if (this.dirtySince && !this.offline) this.changed();
    });
  }

  async transmit(hiding) {
    const began = this.dirtySince;
    this.dirtySince = 0;
    if (!this.offline) this.say("saving", "arrow-repeat", "保存中…");
    try {
      await this.heard(await this.post(new URLSearchParams(this.entries()), hiding));
    } catch {
      this.dirtySince ||= began;
      this.offline = true;
      this.keepHere("offline", OFFLINE);
    }
  }

  post(body, hiding) {
    const keepalive = hiding && String(body).length < KEEPALIVE_BYTES;
    const headers = { Accept: "application/json" };
    return fetch(this.form.dataset.autosaveUrl, { method: "POST", body, headers, keepalive });
  }

  async heard(response) {
    if (response.status === 409) return this.stop("stale", STALE);
    if (response.redirected) return this.stop("offline", SIGNED_OUT);
    if (response.status >= 500 || response.status === 429) throw new Error("later");
    if (!response.ok) return this.stop("offline", REFUSED);
    const { version, saved_at: savedAt } = await response.json();
    this.form.elements.version.value = version;
    this.offline = false;
    forgetDraft(this.key);
    this.say("saved", "cloud-check-fill", `已自动保存 ${savedAt}`);
  }

  stop(kind, words) {
    this.stopped = true;
    this.keepHere(kind, words);
  }

  copy() {
    keepDraft(this.key, { version: this.form.elements.version.value, entries: this.entries() });
  }

  keepHere(kind, words) {
    this.copy();
    this.say(kind, kind === "stale" ? "exclamation-triangle" : "cloud-slash", words);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), RETRY);
  }

  beacon() {
    if (!this.dirtySince || this.stopped || this.leaving()) return;
    navigator.sendBeacon(this.form.dataset.autosaveUrl, new URLSearchParams(this.entries()));
  }

  // 保存 is under way: an autosave beside it would make the page that answers look out of date.
  leaving() {
    return Date.now() - this.leftAt < SAVING_TAKES;
  }

  // 保存 waits for an autosave on its way: both carry a version, and the second must carry the newer one.
  leave(event) {
    if (this.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.sending.then(() => this.form.requestSubmit(event.submitter));
      return;
    }
    this.leftAt = Date.now();
    clearTimeout(this.timer);
    this.copy();
    forgetAfterSave(this.key);
  }

  restore() {
    const draft = readDraft(this.key);
    if (!draft) return;
    if (draft.version === this.form.elements.version.value) return this.fill(draft);
    this.say("offline", "cloud-slash", "本机还有一份没有存上的内容");
    const button = document.createElement("button");
    Object.assign(button, {
      type: "button",
      className: "btn btn-light btn-sm ms-2",
      textContent: "用本机这份",
    });
    button.addEventListener("click", () => this.fill(draft));
    this.state?.append(button);
  }

  fill({ entries }) {
    for (const [name, value] of entries) {
      if (name === "csrfmiddlewaretoken" || name === "version") continue;
      const field = this.form.elements[name];
      if (!field) continue;
      field.value = value;
      if (field instanceof Element) field.dispatchEvent(new Event("draft"));
    }
    this.changed();
  }
}

export function start(forms) {
  for (const form of forms) new Autosave(form);
}
