// Before files are sent: those that would not be taken are named, at once and at their field.
"use strict";

// A file too large, or of a kind nobody can open, is named before it is sent; the others stay chosen.
for (const input of document.querySelectorAll("input[type=file][data-largest]")) {
  const told = input.parentElement.querySelector("[data-say]");
  const kinds = input.dataset.kinds.split(" ");
  const names = (files) => files.map((file) => file.name).join(document.documentElement.lang === "en" ? ", " : "、");
  input.addEventListener("change", () => {
    const files = [...input.files];
    const large = files.filter((file) => file.size > Number(input.dataset.largest));
    const kind = (file) => file.name.split(".").pop().toLowerCase();
    const strange = files.filter((file) => !large.includes(file) && !kinds.includes(kind(file)));
    const said = [[input.dataset.tooLarge, large], [input.dataset.wrongKind, strange]].filter(([, bad]) => bad.length);
    told.hidden = said.length === 0;
    told.textContent = said.map(([why, bad]) => why + names(bad)).join(" ");
    if (!said.length) return;
    const good = new DataTransfer();
    for (const file of files) if (!large.includes(file) && !strange.includes(file)) good.items.add(file);
    input.files = good.files;
  });
}
