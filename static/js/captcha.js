// 换一张: a fresh picture and its key, without leaving the page.
async function renew(box) {
  const response = await fetch(box.dataset.captcha, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  const { key, image_url: address, audio_url: sound } = await response.json();
  box.querySelector("input[type=hidden]").value = key;
  box.querySelector("img").src = address;
  box.parentElement.querySelector("audio").src = sound;
  const answer = box.querySelector("input[type=text]");
  answer.value = "";
  answer.focus();
}

export function start(boxes) {
  for (const box of boxes) {
    const button = box.querySelector("[data-captcha-refresh]");
    button.hidden = false;
    button.addEventListener("click", () => renew(box));
  }
}
