// Small comforts over pages that work without them.
"use strict";

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    // The pressed button's value must still travel, so it is switched off only afterwards.
    setTimeout(() => button && (button.disabled = true), 0);
    addEventListener("pageshow", () => button && (button.disabled = false), { once: true });
  });
}

function field(form, name) { return form.elements.namedItem(name); }

// What shows only when something was chosen: data-when="kind=value", data-unless="checkbox".
for (const part of document.querySelectorAll("[data-when], [data-unless]")) {
  const form = part.closest("form");
  const [name, value] = (part.dataset.when || part.dataset.unless).split("=");
  const look = () => {
    const asked = field(form, name);
    part.hidden = part.dataset.when ? asked.value !== value : asked.checked;
  };
  form.addEventListener("change", look);
  look();
}

// A draft stays on this phone until it was sent or thrown away.
const KEPT = ["kind", "text", "area", "address", "respondent"];
const draft = document.querySelector("form[data-draft]");
if (draft) {
  const key = `lianxin-${draft.dataset.draft}`;
  const told = document.querySelector("[data-drafted]");
  const fields = KEPT.map((name) => field(draft, name)).filter((one) => one && one.type !== "hidden");
  const before = JSON.parse(localStorage.getItem(key) || "{}");
  for (const one of fields) {
    if (before[one.name] && (one.tagName === "SELECT" || !one.value)) one.value = before[one.name];
  }
  if (fields.length) {
    draft.dispatchEvent(new Event("change"));
    draft.addEventListener("input", () => {
      localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((one) => [one.name, one.value]))));
    });
  }
  if (told) {
    told.hidden = false;
    told.querySelector("[data-forget]").addEventListener("click", () => {
      localStorage.removeItem(key);
      draft.reset();
    });
  }
}
if (document.querySelector("[data-filed]")) localStorage.removeItem("lianxin-say");

// Read aloud with the browser's own voice.
for (const button of document.querySelectorAll("[data-aloud]")) {
  if (!("speechSynthesis" in window)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(document.getElementById(button.dataset.aloud).textContent);
    words.lang = document.documentElement.lang;
    speechSynthesis.speak(words);
  });
}
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
const faults = document.querySelector(".faults");
if (faults) faults.focus();
