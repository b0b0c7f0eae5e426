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

const picks = () => [...document.querySelectorAll("[data-row] .pick input")];

function count() {
  const chosen = picks().filter((one) => one.checked).length;
  const told = document.querySelector("[data-chosen]");
  if (told) told.textContent = chosen ? `(${chosen})` : "";
}

function pick() {
  const box = rows()[at]?.querySelector(".pick input");
  if (box) box.checked = !box.checked;
  count();
}

function ready() {
  const all = document.querySelector("[data-all]");
  if (all) all.hidden = false;
  count();
}

addEventListener("change", (event) => {
  if (event.target.closest("[data-all]")) for (const one of picks()) one.checked = event.target.checked;
  if (event.target.closest(".pick")) count();
});
addEventListener("pageshow", ready);

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  x: pick,
  r: () => { if (notice) location.reload(); },
  "/": () => document.getElementById("find")?.select(),
  n: () => { location.href = document.querySelector(".bar .button").href; },
  "?": () => document.getElementById("keys")?.showModal(),
  "g i": () => { location.href = document.querySelector(".mark").href; },
};

// Where a letter is text, it is no key.
const WRITTEN = "input:not([type=checkbox], [type=radio]), textarea, select, dialog";

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) event.target.form?.requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(WRITTEN)) return;
  const act = KEYS[`${before} ${event.key}`] || KEYS[event.key];
  before = event.key;
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "rows") { at = -1; ready(); } });

// A line says how many matters came into this list since it was opened; nothing moves by itself.
const notice = document.querySelector("[data-live]");
let known;
let source;

function listen() {
  source?.close();
  if (document.hidden) return;
  source = new EventSource(notice.dataset.live);
  source.onmessage = (event) => {
    const now = JSON.parse(event.data);
    known ??= { numbers: new Set(now.newest), count: now.count };
    // One that is old itself and came in now does not stand among the newest: then the list is longer.
    const fresh = Math.max(now.newest.filter((one) => !known.numbers.has(one)).length, now.count - known.count);
    notice.hidden = !fresh;
    notice.querySelector("[data-count]").textContent = fresh;
  };
}

if (notice && window.EventSource) {
  document.addEventListener("visibilitychange", listen);
  listen();
}

// The return key looks, where there is more than stands here, and never sends the form.
const lookOn = (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  const button = event.target.parentElement.querySelector("button[name=narrow]");
  event.preventDefault();
  if (button) button.click();
};

// A few characters typed above a long list leave only what has them; the first stands chosen.
for (const box of document.querySelectorAll("[data-narrows]")) {
  const list = document.getElementById(box.dataset.narrows);
  box.hidden = false;
  box.addEventListener("keydown", lookOn);
  box.addEventListener("input", () => {
    const word = box.value.trim().toLowerCase();
    const found = [...list.options].filter((one) => {
      const text = `${one.text} ${one.parentElement.label || ""}`.toLowerCase();
      one.hidden = Boolean(word && one.value && !text.includes(word));
      return !one.hidden && one.value;
    });
    if (word && found.length) {
      const named = found.find((one) => one.text.toLowerCase().includes(word));
      list.value = (named || found[0]).value;
    }
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// Above many boxes the same characters hide what has them not; what is ticked stays in sight.
for (const box of document.querySelectorAll("[data-sifts]")) {
  box.hidden = false;
  box.addEventListener("keydown", lookOn);
  box.addEventListener("input", () => {
    const word = box.value.trim().toLowerCase();
    for (const one of document.getElementById(box.dataset.sifts).querySelectorAll(".tick")) {
      one.hidden = !one.querySelector(":checked") && !one.textContent.toLowerCase().includes(word);
    }
  });
}

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    setTimeout(() => button && (button.disabled = true), 0);
    addEventListener("pageshow", () => button && (button.disabled = false), { once: true });
  });
}

// What was written stays in this browser until the page it was written on answers well.
for (const form of document.querySelectorAll("form[data-keep]")) {
  // Who typed belongs to it: the next to log in on this browser sees nothing of it.
  const key = `lianxin ${document.body.dataset.officer} ${location.pathname}`;
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
function show() {
  const here = document.querySelector(".side [aria-current]");
  if (here) here.parentElement.scrollLeft = here.offsetLeft - 40;
}
show();
document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "side") show(); });
document.querySelector(".faults")?.focus();
