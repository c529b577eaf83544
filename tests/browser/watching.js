// Questions about the page that is being looked at. Added to every page before its own scripts run.
window.watching = {
  settled() {
    // The last is a page that could not say yet what it shows, and opens itself again in a moment.
    const busy = document.querySelector(".htmx-request, .htmx-swapping, [aria-busy=true], #live-later");
    return !busy && document.readyState === "complete" && document.fonts.status === "loaded";
  },

  // What is wider than the screen, but for what scrolls in a box of its own.
  wider() {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const scrolls = (each) => {
      for (let at = each.parentElement; at; at = at.parentElement) {
        if (getComputedStyle(at).overflowX !== "visible") return true;
      }
      return false;
    };
    const out = [...document.body.querySelectorAll("*")].filter(
      (each) => each.getBoundingClientRect().right > room + 1 && !scrolls(each),
    );
    const named = out.map((each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class") ?? ""}`);
    return [`wider than the screen: ${document.documentElement.scrollWidth} px: ${named.slice(0, 5).join(", ")}`];
  },

  // Ids of messages that stand where their words should, also those that no catalogue has: they begin as others do.
  unspoken(ids) {
    const begun = (words) => words.split("-").slice(0, 2).join("-");
    const rooms = new Set(ids.filter((id) => id.split("-").length > 2).map(begun));
    const known = { has: (word) => ids.includes(word) || (word.split("-").length > 2 && rooms.has(begun(word))) };
    const shown = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      if (walk.currentNode.parentElement.closest("script, style, noscript, code, pre")) continue;
      const words = walk.currentNode.data.match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)+/g) ?? [];
      shown.push(...words.filter((word) => known.has(word)));
    }
    for (const name of ["aria-label", "title", "alt", "placeholder", "data-toast", "data-copied"]) {
      for (const each of document.querySelectorAll(`[${name}]`)) {
        const text = each.getAttribute(name).trim();
        if (known.has(text.split(" ")[0])) shown.push(`${name}="${text}"`);
      }
    }
    return [...new Set(shown)].map((each) => `shows the id of a message: ${each}`);
  },

  // Figures without a value that have no word for those who listen.
  dashes() {
    const lone = [...document.querySelectorAll("body *")].filter(
      (each) =>
        each.childElementCount === 0 &&
        each.textContent.trim() === "\u2013" &&
        !each.closest("svg, [aria-hidden=true]") &&
        each.checkVisibility(),
    );
    return lone.slice(0, 3).map((each) => `a dash without a word: ${each.outerHTML.slice(0, 120)}`);
  },

  // Marks that turn text around, where they can turn what stands beside them, too.
  turned() {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      if (!/[\u202a-\u202e\u2066-\u2069]/.test(node.data) || node.parentElement.closest("script, style")) continue;
      for (let at = node.parentElement; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.unicodeBidi.includes("isolate") || style.unicodeBidi === "plaintext") break;
        if (at.textContent.trim() !== node.data.trim()) {
          found.push(at.outerHTML.slice(0, 160));
          break;
        }
        if (style.display !== "inline") break;
      }
    }
    return [...new Set(found)].slice(0, 3).map((each) => `text is turned around: ${each}`);
  },

  // What a person can read on the page, but for pictures, which come later.
  text() {
    const pictures = [...document.querySelectorAll("main figure, main svg")];
    const before = pictures.map((each) => each.getAttribute("hidden"));
    for (const each of pictures) each.setAttribute("hidden", "");
    const text = document.querySelector("main").innerText.replace(/\s+/g, " ");
    pictures.forEach((each, at) => (before[at] === null ? each.removeAttribute("hidden") : null));
    return text;
  },

  // What has the focus, and whether a person who uses the keyboard can see that it has.
  focused() {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const named = `${at.tagName.toLowerCase()} ${(at.getAttribute("aria-label") ?? at.textContent).trim().slice(0, 40)}`;
    const box = at.getBoundingClientRect();
    const rings = [at, at.closest("label"), at.closest("tr"), at.closest("li")].filter(Boolean).map((each) => getComputedStyle(each));
    const ringed = rings.some((each) => each.outlineStyle === "solid" && parseFloat(each.outlineWidth) >= 2);
    const drawn = box.width > 0 && box.height > 0;
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const clear = !!top && (at.contains(top) || top.contains(at) || !!top.closest("label")?.contains(at));
    return { named, problem: !drawn ? "has no size" : !inside ? "is off the screen" : !clear ? "is covered" : !ringed ? "has no ring" : "" };
  },
};
