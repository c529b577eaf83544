// Waits for the first events of a source that was just connected.

import { Stream, part } from "./stream.js";

const MOST = 5;
const SHAPES = { live: "early", connecting: "early", lost: "warn", refused: "bad", away: "none" };
const place = document.querySelector("#connect-wait");

if (place) {
  const rows = place.querySelector("ol");
  const state = place.querySelector("[role=status]");
  let hasCome = false;

  const receive = (message) => {
    if (message.type !== "row") return;
    const row = part(message.data);
    row.classList.add("is-new");
    rows.hidden = false;
    rows.prepend(row);
    while (rows.childElementCount > MOST) rows.lastElementChild.remove();
    if (hasCome && row.dataset.status) return;
    hasCome = !row.dataset.status;
    state.textContent = hasCome ? place.dataset.came : place.dataset.rejected;
    state.dataset.status = hasCome ? "ok" : "warn";
    place.querySelector("[data-then]").hidden = !hasCome;
  };

  new Stream(place.dataset.stream, place.dataset.after, receive, (name) => {
    if (rows.childElementCount) return;
    state.textContent = place.dataset[name];
    state.dataset.status = SHAPES[name];
  });
}
