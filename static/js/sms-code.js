// Asks for an SMS code without leaving the page, and counts down until it may be asked for again.

function countDown(button, seconds) {
  const words = button.dataset.words || (button.dataset.words = button.textContent);
  const until = Date.now() + seconds * 1000;
  button.disabled = true;
  const timer = setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.textContent = left > 0 ? `${left} 秒后可再获取` : words;
    if (left <= 0) {
      clearInterval(timer);
      button.disabled = false;
    }
  }, 250);
}

async function ask(box, button) {
  const form = button.form;
  const status = box.querySelector("[role=status]");
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "mobile", "captcha_0", "captcha_1"]) {
    if (form.elements[name]) body.set(name, form.elements[name].value);
  }
  body.set("purpose", box.dataset.purpose);
  button.disabled = true;
  try {
    const response = await fetch(box.dataset.smsCode, { method: "POST", body });
    const answer = await response.json();
    status.textContent = answer.sentence;
    button.disabled = false;
    if (answer.retry_after) countDown(button, Math.min(answer.retry_after, 3600));
    form.elements[response.ok ? "sms_code" : answer.errors?.captcha ? "captcha_1" : "mobile"]?.focus();
  } catch {
    status.textContent = "没有连上网络，请稍候再试。";
    button.disabled = false;
  }
  await renewPicture(form.querySelector("[data-captcha]"));
}

// A picture code is used up by asking, whatever the answer was.
async function renewPicture(box) {
  if (!box) return;
  const response = await fetch(box.dataset.captcha, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!response.ok) return;
  const { key, image_url: address, audio_url: sound } = await response.json();
  box.querySelector("input[type=hidden]").value = key;
  box.querySelector("img").src = address;
  box.parentElement.querySelector("audio").src = sound;
  box.querySelector("input[type=text]").value = "";
}

for (const box of document.querySelectorAll("[data-sms-code]")) {
  const button = box.querySelector("button");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    ask(box, button);
  });
}
