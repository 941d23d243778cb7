// Puts the page together and shows it anew whenever something has changed.

import { el } from "./dom.js";
import { ask, changed, chatsOf, isNarrow, listen, model, onChange, remembered, show, speak, t, unread } from "./model.js";
import { badge, renderList } from "./list.js";
import { ChatPane } from "./chat.js";
import { Composer } from "./composer.js";
import { Bar } from "./controls.js";

const PANES = ["customers", "agents"];

class Pane {
  constructor(name) {
    this.name = name;
    this.root = document.getElementById(name);
    this.list = el("div", { class: "list" });
    this.chat = el("div", { class: "chat" });
    this.root.replaceChildren(this.list, this.chat);
    this.view = new ChatPane(name, this.chat);
    this.composer = new Composer(name, this.view.foot);
  }

  render() {
    const chats = chatsOf(this.name);
    if (model.shown[this.name] === null && !isNarrow() && chats.length > 0) model.shown[this.name] = chats[0].id;
    this.root.setAttribute("aria-label", t(this.name === "customers" ? "sandbox-customers" : "sandbox-agents"));
    this.root.classList.toggle("in-chat", model.shown[this.name] !== null);
    this.root.classList.toggle("front", model.pane === this.name);
    renderList(this.name, this.list);
    describe(model.shown[this.name]);
    this.view.render();
    this.composer.render();
  }
}

/** What the bot says of itself to this person, asked for once it has said so. */
model.descriptions = new Map();

async function describe(id) {
  const key = `${id} ${model.language}`;
  const empty = id !== null && id > 0 && !model.chats.get(id)?.messages.length;
  if (!empty || model.state?.desk?.phase === "starting" || model.descriptions.has(key)) return;
  model.descriptions.set(key, "");
  const said = await ask("/api/commands", { chat: id, person: id });
  if (said?.description) model.descriptions.set(key, said.description);
  else setTimeout(() => model.descriptions.delete(key), 1000);
  changed();
}

function renderTabs(root) {
  root.setAttribute("aria-label", t("sandbox-sides"));
  const tab = (pane) => {
    const news = chatsOf(pane).reduce((sum, chat) => sum + unread(pane, chat.id), 0);
    return el(
      "button",
      { type: "button", "aria-current": model.pane === pane ? "true" : null, "data-pane": pane, onclick: () => show(pane, model.shown[pane]) },
      t(pane === "customers" ? "sandbox-customers" : "sandbox-agents"),
      news > 0 ? badge(news) : null,
    );
  };
  root.replaceChildren(...PANES.map(tab));
}

let shownCaption = null;

/** What went wrong, else what the demo is about; the demo opens the chats that it plays in. */
function renderCaption(root) {
  const caption = model.state?.caption ?? null;
  const key = model.problem ?? caption?.key ?? null;
  root.hidden = key === null;
  root.textContent = key === null ? "" : t(key);
  const state = JSON.stringify(caption);
  if (state === shownCaption) return;
  shownCaption = state;
  if (caption === null) return;
  if (caption.agents !== null) model.shown.agents = caption.agents;
  model.shown.customers = caption.customer;
  model.pane = ["sandbox-demo-claims", "sandbox-demo-calls"].includes(caption.key) ? "agents" : "customers";
  changed();
}

const asked = remembered("language") ?? navigator.language.slice(0, 2);
await speak(asked === "zh" ? "zh" : "en");
const panes = PANES.map((name) => new Pane(name));
const bar = new Bar(document.getElementById("bar"));
const tabs = document.getElementById("tabs");
const caption = document.getElementById("caption");
onChange(() => {
  bar.render();
  for (const pane of panes) pane.render();
  renderTabs(tabs);
  renderCaption(caption);
});
addEventListener("resize", changed);
document.addEventListener("visibilitychange", changed);
listen();
