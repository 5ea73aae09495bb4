// Says five minutes before an idle session ends that it will, and lets the person go on.
// All tabs share one session, so they share the time of the last request too.
const KEY = "gx-last-request";
const LEAD = 5 * 60 * 1000;
const LOOK_EVERY = 1000;
const ENDED = "登录已经结束，请重新登录。";
const NO_ANSWER = "没能连上系统，请再点一次。";

class Timeout {
  constructor(body) {
    this.idle = Number(body.dataset.idleSeconds) * 1000;
    this.lead = Math.min(LEAD, this.idle / 2);
    this.address = body.dataset.keepAlive;
    this.home = body.dataset.home;
    this.token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    this.toast = Object.assign(document.createElement("div"), { className: "gx-toast no-print" });
    this.toast.setAttribute("role", "status");
    body.append(this.toast);
    this.shown = "";
    this.trouble = "";
    this.touch();
    this.listen();
  }

  listen() {
    new PerformanceObserver((list) => list.getEntries().some(asked) && this.heard()).observe({ type: "resource" });
    window.addEventListener("storage", (event) => event.key === KEY && this.look());
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), LOOK_EVERY);
  }

  touch() {
    localStorage.setItem(KEY, Date.now());
    this.trouble = "";
    this.look();
  }

  // A request after the end does not bring the session back.
  heard() {
    if (this.left() > 0) this.touch();
  }

  left() {
    return this.over ? 0 : this.idle - (Date.now() - Number(localStorage.getItem(KEY)));
  }

  look() {
    const left = this.left();
    if (left <= 0) return this.end();
    if (left > this.lead) return this.say("");
    const minutes = Math.ceil(left / 60000);
    this.say(`${this.trouble}${minutes} 分钟后将自动退出，没有保存的内容会丢失。`, () => this.button());
  }

  end() {
    const again = Object.assign(document.createElement("a"), { href: this.home, textContent: "重新登录" });
    again.className = "btn btn-primary btn-sm";
    this.say(ENDED, () => again);
  }

  button() {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "点此继续" });
    button.className = "btn btn-primary btn-sm";
    button.addEventListener("focus", (event) => (this.back = event.relatedTarget ?? this.back));
    button.addEventListener("click", () => this.goOn());
    return button;
  }

  // Words that change while the button is there leave the button, and with it the focus, alone.
  say(words, act) {
    // Everything outside an open dialog is out of reach.
    const place = document.querySelector("dialog[data-modal]") ?? document.body;
    if (this.toast.parentNode !== place) place.append(this.toast);
    if (words === this.shown) return;
    const [line, former] = this.toast.children;
    const next = act?.();
    if (line && former?.tagName === next?.tagName) line.textContent = words;
    else this.toast.replaceChildren(...(words ? [paragraph(words), next] : []));
    this.shown = words;
  }

  async goOn() {
    try {
      const headers = { "X-CSRFToken": this.token };
      const response = await fetch(this.address, { method: "POST", headers });
      if (response.redirected || response.status === 403) this.over = true;
      else if (!response.ok) throw new Error("later");
    } catch {
      this.trouble = NO_ANSWER;
      return this.look();
    }
    if (this.over) return this.look();
    this.touch();
    this.back?.focus();
  }
}

const asked = (entry) => ["fetch", "xmlhttprequest"].includes(entry.initiatorType);

function paragraph(words) {
  return Object.assign(document.createElement("p"), { textContent: words });
}

export function start([body]) {
  if (document.querySelector("[name=csrfmiddlewaretoken]")) new Timeout(body);
}
