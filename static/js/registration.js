// Closing 注册须知 counts as having read it; nationality matters for passports only.

const read = document.querySelector("[name=notice_read]");
const email = document.getElementById("id_email");

const notice = document.getElementById("notice");
notice.addEventListener("close", () => {
  if (notice.open) return;
  read.checked = true;
  if (!email.value) email.focus();
});

const kind = document.getElementById("id_document_kind");
const nationality = document.getElementById("div_id_nationality");

function showNationality() {
  nationality.hidden = kind.value !== "passport";
}

kind.addEventListener("change", showNationality);
showNationality();
