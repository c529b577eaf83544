// A stream of what arrives: let go of while nobody looks, taken up where it was, every message once.

export class Stream {
  // `receive` is given every message; `tell` the state: live, connecting, lost, refused or away.
  // `kinds` are those of the messages.
  constructor(url, after, receive, tell, kinds = ["row", "gap", "seen"]) {
    Object.assign(this, { url, last: after, receive, tell, kinds, source: null, isRefused: false });
    document.addEventListener("visibilitychange", () => this.look());
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", () => this.look());
    this.look();
  }

  look() {
    if (document.hidden) this.close(); else this.open();
  }

  open() {
    if (this.source || this.isRefused) return;
    const url = new URL(this.url, location.href);
    if (this.last) url.searchParams.set("after", this.last);
    this.source = new EventSource(url);
    this.tell("connecting");
    this.source.onopen = () => this.tell("live");
    this.source.onerror = () => {
      // The browser comes back by itself, unless the server said no.
      this.isRefused = this.source.readyState === EventSource.CLOSED;
      this.tell(this.isRefused ? "refused" : "lost");
    };
    for (const kind of this.kinds) {
      this.source.addEventListener(kind, (message) => {
        this.last = message.lastEventId;
        this.receive(message);
      });
    }
  }

  close() {
    this.source?.close();
    this.source = null;
    if (!this.isRefused) this.tell("away");
  }
}

export function part(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}
