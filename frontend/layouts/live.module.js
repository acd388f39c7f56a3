// One socket a page tells its parts what happens: every element with `data-live`, the
// topic it watches, gets the event `sawt:told` for what happened and `sawt:line` for the
// state of the line. Without sockets, or while the line is down, the page stays as it is.
const PATH = "/ws/live/";
const SILENCE = 70_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const MOST_TOPICS = 50;

const parts = () => [...document.querySelectorAll("[data-live]")];
const topics = () => [...new Set(parts().map((part) => part.dataset.live))].slice(0, MOST_TOPICS);
// What happened while the page was on its way is asked for by the moment it was drawn.
const drawnAt = parts().map((part) => part.dataset.liveAt).filter(Boolean).sort()[0];

let socket = null;
let lastId = null;
let wait = FIRST_WAIT;
let retry = 0;
let silence = 0;
const newest = new Map();

function tell(elements, name, detail) {
  for (const element of elements) element.dispatchEvent(new CustomEvent(name, { detail }));
}

function line(state) {
  tell(parts(), "sawt:line", navigator.onLine === false ? "offline" : state);
}

// Ids are given before they are committed, so an older event may come after a newer one.
function isNew(topic, { id, kind, subject }) {
  const key = `${topic} ${kind} ${subject}`;
  if ((newest.get(key) ?? 0) >= id) return false;
  newest.set(key, id);
  return true;
}

function watching(topic) {
  return parts().filter((part) => part.dataset.live === topic);
}

function hear(message) {
  lastId = Math.max(lastId ?? 0, message.id ?? message.beat ?? 0);
  if (message.watching) {
    wait = FIRST_WAIT;
    for (const topic of message.watching) tell(watching(topic), "sawt:line", "open");
  }
  for (const topic of message.refresh ?? []) tell(watching(topic), "sawt:told", { refresh: true });
  const events = (message.events ?? []).filter((event) => isNew(message.topic, event));
  if (events.length) tell(watching(message.topic), "sawt:told", { events });
}

function listenForSilence() {
  clearTimeout(silence);
  silence = setTimeout(() => socket?.close(), SILENCE);
}

function open() {
  clearTimeout(retry);
  if (socket || !topics().length) return;
  const address = new URL(PATH, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const opened = new WebSocket(address);
  socket = opened;
  opened.addEventListener("open", () => {
    opened.send(JSON.stringify({ watch: topics(), since: lastId ?? drawnAt ?? null }));
    listenForSilence();
  });
  opened.addEventListener("message", ({ data }) => {
    listenForSilence();
    hear(JSON.parse(data));
  });
  opened.addEventListener("close", () => {
    clearTimeout(silence);
    if (socket !== opened) return;
    socket = null;
    line("lost");
    retry = setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
}

function openAtOnce() {
  wait = FIRST_WAIT;
  open();
}

if (window.WebSocket && parts().length) {
  addEventListener("load", open);
  addEventListener("online", openAtOnce);
  addEventListener("offline", () => {
    socket?.close();
    line("offline");
  });
  addEventListener("pageshow", ({ persisted }) => persisted && openAtOnce());
  // A page with an open socket is not kept for going back to.
  addEventListener("pagehide", () => {
    const leaving = socket;
    socket = null;
    leaving?.close();
  });
  document.addEventListener("visibilitychange", () => document.hidden || openAtOnce());
}
