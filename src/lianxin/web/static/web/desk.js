// Keys and small comforts of the desk; every page works without them.
"use strict";

const rows = () => [...document.querySelectorAll("[data-row]")];
let at = -1;
let before = "";

function go(step) {
  const all = rows();
  if (!all.length) return;
  all[at]?.classList.remove("on");
  at = Math.max(0, Math.min(all.length - 1, at + step));
  all[at].classList.add("on");
  all[at].querySelector("a").focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  "/": () => document.getElementById("find")?.select(),
  n: () => { location.href = document.querySelector(".bar .button").href; },
  "?": () => document.getElementById("keys")?.showModal(),
  "g i": () => { location.href = document.querySelector(".mark").href; },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) event.target.form?.requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const act = KEYS[`${before} ${event.key}`] || KEYS[event.key];
  before = event.key;
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("htmx:afterSwap", () => { at = -1; });

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    setTimeout(() => button && (button.disabled = true), 0);
    addEventListener("pageshow", () => button && (button.disabled = false), { once: true });
  });
}

// What was written stays in this browser until the page it was written on answers well.
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `lianxin ${location.pathname}`;
  const fields = [...form.elements].filter((one) => one.name && !["hidden", "file", "submit"].includes(one.type));
  const value = (one) => (["checkbox", "radio"].includes(one.type) ? one.checked : one.value);
  const kept = JSON.parse(sessionStorage.getItem(key) || "[]");
  if (kept.length === fields.length && fields.every((one) => !value(one) || one.tagName === "SELECT")) {
    fields.forEach((one, place) => {
      if (["checkbox", "radio"].includes(one.type)) one.checked = kept[place];
      else if (kept[place]) one.value = kept[place];
    });
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(fields.map(value))));
  form.addEventListener("submit", () => sessionStorage.setItem("lianxin sent", key));
}
const sent = sessionStorage.getItem("lianxin sent");
if (sent && !document.querySelector("form[data-keep], .faults, [name=password]")) {
  sessionStorage.removeItem(sent);
  sessionStorage.removeItem("lianxin sent");
}
// On a phone the list of places is wider than the screen: the one we are at shall be seen.
const here = document.querySelector(".side [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft - 40;
document.querySelector(".faults")?.focus();
