// Follows what arrives: the server says how the plan stands, here it is put in its place.

import { Stream, part } from "./stream.js";

const SHAPES = { live: "ok", connecting: "early", lost: "warn", refused: "bad", away: "none" };

function begin() {
  const state = document.querySelector("#tracking-state");
  if (!state || !document.querySelector("#tracking")) return setTimeout(begin, 1000);

  function tell(name) {
    if (state.textContent !== state.dataset[name]) state.textContent = state.dataset[name];
    state.dataset.status = SHAPES[name];
  }

  function receive(message) {
    if (message.type === "age") return document.querySelector("#tracking-age").replaceWith(part(message.data));
    const now = document.querySelector("#tracking");
    const next = part(message.data);
    // What somebody opened or closed stays so, and the keyboard stays where it is.
    const kept = [...now.querySelectorAll("details")].map((each) => [subject(each), each.open]);
    const focused = now.contains(document.activeElement) ? subject(document.activeElement) : null;
    for (const each of next.querySelectorAll("details")) {
      const before = kept.find(([name]) => name === subject(each));
      if (before) each.open = before[1];
    }
    now.replaceWith(next);
    if (focused !== null) [...next.querySelectorAll("summary")].find((each) => subject(each) === focused)?.focus();
  }

  new Stream(state.dataset.stream, "", receive, tell, ["tracking", "age"]);
}

// The event that a part of the list is about.
function subject(element) {
  return element.closest("li")?.querySelector(".entrance-subject")?.textContent ?? "";
}

begin();
