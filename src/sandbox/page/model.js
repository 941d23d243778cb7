// What the page knows: the chats, the people, the state of things, the words; and how it asks the sandbox for deeds.

const listeners = new Set();

export const model = {
  words: {},
  language: "en",
  chats: new Map(),
  cast: { customers: [], agents: [], group: null },
  state: null,
  connected: false,
  /** The chat shown in each pane; on a phone a pane without one shows its list. */
  shown: { customers: null, agents: null },
  pane: "customers",
  /** The agent who writes and presses in the group. */
  actor: null,
  read: new Map(),
  /** Edits and replies that have been begun, by chat. */
  drafts: new Map(),
  problem: null,
};

let scheduled = false;

/** Tells the page that something has changed; all changes of one moment are shown together. */
export function changed() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    for (const listener of listeners) listener();
  });
}

export function onChange(listener) {
  listeners.add(listener);
}

/** A sentence of the language files. */
export function t(key, holes = {}) {
  let text = model.words[key] ?? key;
  for (const [name, value] of Object.entries(holes)) text = text.replaceAll(`{${name}}`, value);
  return text;
}

export async function speak(language) {
  const answer = await fetch(`/words/${language}`);
  model.words = await answer.json();
  model.language = language;
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  document.title = t("sandbox-title");
  remember("language", language);
  changed();
}

export function remembered(name) {
  try {
    return localStorage.getItem(`ringback-${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`ringback-${name}`, value);
  } catch {
    // A browser that remembers nothing asks again next time.
  }
}

let before = Promise.resolve();

/** Has a deed done after those before it; a refusal is shown and gives null. */
export function act(deed, fields = {}) {
  before = before.then(() => send(deed, fields));
  return before;
}

function send(deed, fields) {
  return post("/api/do", { deed, ...fields });
}

/** Opens the console in a tab of its own, signed in as an agent. */
export async function openConsole(agent) {
  // At once, or the browser takes it for a pop-up that nobody wanted.
  const tab = window.open("about:blank", "_blank");
  const opened = await post("/api/console", { agent });
  if (opened && tab) tab.location.replace(opened.address);
  else tab?.close();
}

async function post(path, fields) {
  let problem = "sandbox-error-failed";
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fields),
    });
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) return body;
    problem = body.error ?? problem;
  } catch {
    problem = "sandbox-error-gone-away";
  }
  complain(problem);
  return null;
}

let complaint;

export function complain(key) {
  model.problem = key;
  clearTimeout(complaint);
  complaint = setTimeout(() => {
    model.problem = null;
    changed();
  }, 6000);
  changed();
}

export async function ask(path, query) {
  const answer = await fetch(`${path}?${new URLSearchParams(query)}`);
  return answer.ok ? answer.json() : null;
}

/** The chats of a pane, in order. */
export function chatsOf(pane) {
  const { customers, agents, group } = model.cast;
  if (pane === "customers") {
    return customers.map((person) => ({ id: person.id, name: person.name, person }));
  }
  const rooms = group === null ? [] : [{ id: group, name: model.chats.get(group)?.title ?? "", group: true }];
  return [...rooms, ...agents.map((person) => ({ id: person.id, name: person.name, person }))];
}

/** Who writes in a chat. */
export function writer(chat) {
  return chat.group ? (model.actor ?? model.cast.agents[0]?.id) : chat.id;
}

export function nameOf(id) {
  const everybody = [...model.cast.customers, ...model.cast.agents];
  return everybody.find((person) => person.id === id)?.name ?? "";
}

export function isNarrow() {
  return matchMedia("(max-width: 760px)").matches;
}

function isSeen(pane, id) {
  return model.shown[pane] === id && !document.hidden && (!isNarrow() || model.pane === pane);
}

/** How many messages of a chat nobody has looked at. */
export function unread(pane, id) {
  const messages = model.chats.get(id)?.messages ?? [];
  const last = messages.at(-1)?.id ?? 0;
  if (isSeen(pane, id)) model.read.set(id, last);
  const read = model.read.get(id) ?? 0;
  return messages.filter((message) => message.id > read && (message.from_bot || id < 0)).length;
}

export function show(pane, id) {
  model.shown[pane] = id;
  model.pane = pane;
  changed();
}

/** The desk's time in milliseconds. */
export function now() {
  return Date.now() + (model.state?.ahead_ms ?? 0);
}

export function clock(milliseconds, options) {
  const zone = model.state?.zone ?? "UTC";
  const locale = model.language === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(milliseconds);
}

/** Listens to the sandbox for ever; the browser connects again by itself. */
export function listen() {
  const events = new EventSource("/api/events");
  let fresh = true;
  events.onopen = () => {
    model.connected = true;
    changed();
  };
  events.onerror = () => {
    model.connected = false;
    changed();
  };
  events.addEventListener("reset", () => {
    model.chats.clear();
    model.read.clear();
    model.drafts.clear();
    model.shown = { customers: null, agents: null };
    model.actor = null;
    fresh = true;
    changed();
  });
  events.addEventListener("cast", (event) => {
    model.cast = JSON.parse(event.data);
    changed();
  });
  events.addEventListener("state", (event) => {
    model.state = JSON.parse(event.data);
    changed();
  });
  events.addEventListener("chat", (event) => {
    const chat = JSON.parse(event.data);
    // What was there when the page opened is no news.
    if (fresh) setTimeout(() => (fresh = false), 300);
    if (fresh && !model.read.has(chat.id)) model.read.set(chat.id, chat.messages.at(-1)?.id ?? 0);
    model.chats.set(chat.id, chat);
    changed();
  });
}
