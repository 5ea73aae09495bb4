// A rough measure of a password while it is typed; what is accepted is decided on the server.

const WORDS = ["太短", "容易被猜到", "一般", "较好", "很好"];

export function strength(password) {
  if (password.length < 6) return 0;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  const variety = new Set(password).size;
  if (variety < 4 || /^(?:\d+|[a-z]+)$/i.test(password)) return password.length >= 16 && variety > 7 ? 3 : 1;
  return Math.min(4, 1 + (kinds > 1) + (password.length >= 10) + (password.length >= 14 || kinds > 2));
}

for (const meter of document.querySelectorAll("[data-strength-of]")) {
  const field = document.getElementById(meter.dataset.strengthOf);
  field?.addEventListener("input", () => {
    const score = strength(field.value);
    meter.hidden = !field.value;
    meter.querySelector("meter").value = score;
    meter.querySelector("span").textContent = `密码强度：${WORDS[score]}`;
  });
}
