// The position of this phone: asked for once, when the button is pressed, and as easily taken back.
"use strict";

const part = document.querySelector("[data-locate]");
if (part && navigator.geolocation && isSecureContext) {
  const form = part.closest("form");
  const [ask, drop] = part.querySelectorAll("button");
  const told = part.querySelector("[role=status]");
  const lat = form.elements.namedItem("lat");
  const lon = form.elements.namedItem("lon");

  function show(words) {
    told.textContent = words;
    ask.disabled = false;
    drop.hidden = !lat.value;
  }

  function put(y, x) {
    lat.value = y;
    lon.value = x;
  }

  ask.addEventListener("click", () => {
    ask.disabled = true;
    told.textContent = part.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        put(coords.latitude.toFixed(6), coords.longitude.toFixed(6));
        show(part.dataset.found.replace("{n}", Math.max(1, Math.round(coords.accuracy))));
      },
      (fault) => show(fault.code === fault.PERMISSION_DENIED ? part.dataset.denied : part.dataset.failed),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
  drop.addEventListener("click", () => {
    put("", "");
    show(part.dataset.dropped);
    ask.focus();
  });
  form.addEventListener("reset", () => {
    put("", "");
    show("");
  });
  part.hidden = false;
  show(lat.value ? part.dataset.kept : "");
}
