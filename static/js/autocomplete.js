// A text field with a list (ARIA combobox). The server answers {"results": [{value, label, note}]} to ?q=.
const PAUSE = 200;
let count = 0;

class Combobox {
  constructor(input) {
    this.input = input;
    this.target = document.getElementById(input.dataset.autocompleteTarget);
    this.active = -1;
    this.build();
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
  }

  build() {
    const box = Object.assign(document.createElement("div"), { className: "gx-combo" });
    for (const name of this.input.classList) if (name.startsWith("w-")) box.classList.add(name);
    this.list = Object.assign(document.createElement("ul"), { id: `gx-list-${++count}`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.labels[0]?.textContent ?? "");
    this.news = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.news.setAttribute("role", "status");
    this.input.replaceWith(box);
    box.append(this.input, this.list, this.news);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    Object.entries(attributes).forEach(([name, value]) => this.input.setAttribute(name, value));
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.autocomplete = "off";
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  typed() {
    if (this.target) this.target.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(this.input.value.trim()), PAUSE);
  }

  async search(words) {
    if (!words) return this.close();
    const address = new URL(this.input.dataset.autocompleteUrl, location.href);
    address.searchParams.set("q", words);
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    if (!response.ok || words !== this.input.value.trim()) return;
    this.show((await response.json()).results);
  }

  show(results) {
    this.list.replaceChildren(...results.map((result, index) => this.option(result, index)));
    this.active = -1;
    this.list.hidden = !results.length;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.news.textContent = results.length ? `有 ${results.length} 个结果，用上下箭头选择` : "没有找到";
  }

  option({ value, label, note }, index) {
    const option = Object.assign(document.createElement("li"), {
      id: `${this.list.id}-${index}`,
      textContent: label,
    });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    Object.assign(option.dataset, { value, label });
    if (note) option.append(Object.assign(document.createElement("small"), { textContent: note }));
    return option;
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !this.list.hidden) {
      event.preventDefault();
      this.move(steps[event.key]);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(this.list.children[this.active]);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  move(step) {
    const options = [...this.list.children];
    this.active = (this.active + step + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.active)));
    options[this.active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[this.active].id);
  }

  choose(option) {
    this.input.value = option.dataset.label;
    if (this.target) this.target.value = option.dataset.value;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function start(inputs) {
  for (const input of inputs) new Combobox(input);
}
