// A sentence of the brief shows what it rests on while the mouse is over it or the focus in it, and stays open once it
// was clicked or tapped. Without this script a click opens it, and links lead to the place in the text.
"use strict";
(() => {
  const WAIT = 250; // milliseconds, enough to move the mouse across to what was shown
  const told = [...document.querySelectorAll(".brief details")];
  const now = { pinned: null, focused: null, hovered: null };
  let leaving = 0;

  const show = () => {
    const open = now.hovered ?? now.focused ?? now.pinned;
    for (const one of told) one.open = one === open;
    const ids = open?.dataset.evidence.split(" ") ?? [];
    for (const row of document.querySelectorAll("tr.lit")) row.classList.remove("lit");
    for (const id of ids) document.getElementById(id)?.classList.add("lit");
  };
  const set = (what, value) => { now[what] = value; show(); };

  for (const one of told) {
    one.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "mouse") return;
      clearTimeout(leaving);
      set("hovered", one);
    });
    one.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "mouse") return;
      clearTimeout(leaving);
      leaving = setTimeout(() => set("hovered", null), WAIT);
    });
    // Of the keyboard alone: a tap focuses too, and what moves under a finger is missed by the click that follows.
    one.addEventListener("focusin", (event) => {
      if (event.target.matches(":focus-visible")) set("focused", one);
    });
    one.addEventListener("focusout", (event) => {
      if (!one.contains(event.relatedTarget)) set("focused", null);
    });
    one.querySelector("summary").addEventListener("click", (event) => {
      event.preventDefault();
      const height = () => one.getBoundingClientRect().top;
      const before = height();
      Object.assign(now, { pinned: now.pinned === one ? null : one, hovered: null, focused: null });
      show();
      scrollBy({ top: height() - before, behavior: "instant" }); // another one above it may have closed
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    Object.assign(now, { pinned: null, focused: null, hovered: null });
    show();
  });
  // A link to a sentence of the brief, from the text or from outside, opens it.
  const follow = () => {
    const there = told.find((one) => `#${one.id}` === location.hash);
    if (there) set("pinned", there);
  };
  addEventListener("hashchange", follow);
  follow();
})();
