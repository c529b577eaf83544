// Follows what arrives. The server says which rows; here they are only put in their place, each once.

import { Stream, part } from "./stream.js";

const MOST = 200;
const SHAPES = { live: "ok", paused: "none", connecting: "early", lost: "warn", refused: "bad", away: "none" };
// A page that was sent before its rows could be read asks again.
if (document.querySelector("#live-later")) setTimeout(() => location.reload(), 500);
else follow();

function follow() {
  const place = document.querySelector("#live");
  const rows = document.querySelector("#live-rows");
  const pill = document.querySelector("#live-new");
  const button = document.querySelector("#live-pause");
  const state = document.querySelector("#live-state");

  let stream = "connecting";
  let isPaused = false;
  let isLooking = false;
  // What waits while somebody reads, and how many events that is.
  let waiting = [];
  let waitingCount = 0;
  let isDue = false;

  function tellState() {
    const name = isPaused && stream === "live" ? "paused" : stream;
    if (state.textContent !== place.dataset[name]) state.textContent = place.dataset[name];
    state.dataset.status = SHAPES[name];
  }

  function receive(message) {
    if (message.type === "seen") return;
    waiting.push(part(message.data));
    if (message.type === "row") waitingCount += 1;
    if (waiting.length > MOST) waiting.shift();
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(settle);
  }

  function settle() {
    isDue = false;
    if (isPaused || isLooking) showPill(); else show();
  }

  function showPill() {
    pill.hidden = waitingCount === 0;
    const count = waitingCount.toLocaleString(document.documentElement.lang);
    pill.textContent = waitingCount === 1 ? place.dataset.one : place.dataset.many.replace("%n", count);
  }

  function show() {
    pill.hidden = true;
    if (!waiting.length) return;
    document.querySelector("#live-empty")?.remove();
    rows.hidden = false;
    // What somebody has opened stays where it is on the screen.
    const anchor = rows.querySelector("details[open]");
    const before = anchor?.getBoundingClientRect().top;
    for (const row of waiting) {
      row.classList.add("is-new");
      rows.prepend(row);
    }
    waiting = [];
    waitingCount = 0;
    while (rows.childElementCount > MOST) rows.lastElementChild.remove();
    if (anchor?.isConnected) scrollBy(0, anchor.getBoundingClientRect().top - before);
  }

  button.addEventListener("click", () => {
    isPaused = !isPaused;
    button.setAttribute("aria-pressed", String(isPaused));
    button.textContent = isPaused ? place.dataset.resume : place.dataset.pause;
    tellState();
    settle();
  });
  pill.addEventListener("click", () => {
    show();
    rows.querySelector("summary")?.focus({ preventScroll: true });
  });
  // Rows do not move away under the pointer, or from the keyboard.
  for (const [event, looks] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
    place.addEventListener(event, () => { isLooking = looks; settle(); });
  }

  new Stream(place.dataset.stream, place.dataset.after, receive, (name) => { stream = name; tellState(); });
}
