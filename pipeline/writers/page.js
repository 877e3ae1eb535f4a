"use strict";
// Hover, focus or tap on a sentence of the brief lights the sentences that it rests on. Without this script they are
// still in the panel under it, with links.
for (const claim of document.querySelectorAll(".claim")) {
  const rows = claim.dataset.evidence.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const light = (on) => rows.forEach((row) => row.classList.toggle("lit", on || claim.open));
  claim.addEventListener("mouseenter", () => light(true));
  claim.addEventListener("mouseleave", () => light(false));
  claim.addEventListener("focusin", () => light(true));
  claim.addEventListener("focusout", () => light(false));
  claim.addEventListener("toggle", () => light(false));
}
