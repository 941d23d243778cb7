// One chat: its head, its messages with their buttons, and what was said only to one person (toasts).

import { el, icon, iconButton, openMenu } from "./dom.js";
import { act, changed, chatsOf, clock, model, nameOf, openConsole, show, t, writer } from "./model.js";
import { avatar } from "./list.js";
import { explain } from "./dialogs.js";

const NEAR_END = 80;

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  spoiler: "span",
};

/** The text with its entities as elements. Offsets count UTF-16 units, as strings of the browser do. */
function formatted(message, send) {
  const build = (from, to, entities) => {
    const nodes = [];
    let at = from;
    const inside = [...entities];
    while (inside.length > 0) {
      const entity = inside.shift();
      const end = entity.offset + entity.length;
      if (entity.offset < at || end > to) continue;
      const nested = [];
      while (inside.length > 0 && inside[0].offset < end) nested.push(inside.shift());
      nodes.push(message.text.slice(at, entity.offset));
      nodes.push(wrap(entity, build(entity.offset, end, nested)));
      at = end;
    }
    nodes.push(message.text.slice(at, to));
    return nodes.filter((node) => node !== "");
  };
  const wrap = (entity, nodes) => {
    const words = message.text.slice(entity.offset, entity.offset + entity.length);
    if (entity.type === "bot_command") {
      return el("button", { type: "button", class: "link", onclick: () => send(words) }, nodes);
    }
    const address = entity.type === "text_link" ? entity.url : entity.type === "url" ? words : null;
    if (address) {
      const url = /^https?:/.test(address) ? address : `https://${address}`;
      return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, nodes);
    }
    return el(TAGS[entity.type] ?? "span", {}, nodes);
  };
  const order = (a, b) => a.offset - b.offset || b.length - a.length;
  return build(0, message.text.length, [...message.entities].sort(order));
}

function press(chat, message, button) {
  if (button.action.callback !== undefined) {
    const fields = { person: writer(chat), chat: chat.id, message: message.id, data: button.action.callback };
    return () => act("press", fields);
  }
  return null;
}

function inlineKeyboard(chat, message) {
  if (message.buttons.length === 0) return null;
  const key = (button) => {
    const address = button.action.url;
    if (address) {
      return el("a", { class: "key", href: address, target: "_blank", rel: "noopener noreferrer", text: button.label });
    }
    const run = press(chat, message, button);
    return el("button", { type: "button", class: "key", disabled: run === null, onclick: run, text: button.label });
  };
  return el(
    "div",
    { class: "inline-keyboard" },
    message.buttons.map((row) => el("div", { class: "key-row" }, row.map(key))),
  );
}

function ticks(chat, view, message) {
  if (chat.group) return null;
  const waits = view.waiting.includes(message.id);
  const label = t(waits ? "sandbox-tick-sent" : "sandbox-tick-taken");
  return el("span", { class: waits ? "ticks" : "ticks taken", role: "img", "aria-label": label, title: label, text: waits ? "✓" : "✓✓" });
}

function actions(chat, view, message, anchor) {
  const me = writer(chat);
  const draft = (kind) => () => {
    model.drafts.set(chat.id, { kind, message: message.id, text: message.text });
    changed();
  };
  const items = [{ label: t("sandbox-reply"), run: draft("reply") }];
  if (!message.from_bot && message.from === nameOf(me)) {
    if (message.text) items.push({ label: t("sandbox-edit"), run: draft("edit") });
    items.push({
      label: t("sandbox-delete"),
      run: () => act("delete", { person: me, chat: chat.id, message: message.id }),
    });
  }
  openMenu(anchor, items);
}

function bubble(pane, chat, view, message) {
  const me = writer(chat);
  const own = !message.from_bot && (chat.group ? message.from === nameOf(me) : true);
  const quoted = view.messages.find((other) => other.id === message.reply_to);
  const send = (text) => act("say", { person: me, chat: chat.id, text });
  const sender = message.from_bot ? t("sandbox-bot") : message.from;
  const more = iconButton("more", t("sandbox-message-menu"), (event) => actions(chat, view, message, event.currentTarget), {
    class: "icon-button message-menu",
  });
  const asks = own && !chat.group && message.text && !message.text.startsWith("/");
  const meta = el(
    "span",
    { class: "meta" },
    asks
      ? el("button", {
          type: "button",
          class: "why",
          text: t("sandbox-why"),
          onclick: () => explain(chat, message),
        })
      : null,
    message.edited ? el("span", { text: t("sandbox-edited") }) : null,
    el("time", { text: clock(message.date * 1000, { hour: "2-digit", minute: "2-digit" }) }),
    own ? ticks(chat, view, message) : null,
  );
  const body = el(
    "div",
    { class: "bubble" },
    chat.group || message.forwarded_from ? el("span", { class: "sender", text: sender }) : null,
    message.reply_to
      ? el("span", { class: "quoted", text: quoted ? quoted.text.split("\n")[0] : t("sandbox-deleted-message") })
      : null,
    message.attachment ? el("span", { class: "attachment", text: attachment(message.attachment) }) : null,
    message.text ? el("div", { class: "text" }, formatted(message, send)) : null,
    meta,
  );
  return el(
    "div",
    { class: own ? "message own" : "message", "data-message": message.id },
    el("span", { class: "visually-hidden", text: `${sender}: ` }),
    el("div", { class: "bubble-row" }, body, more),
    inlineKeyboard(chat, message),
  );
}

/** The stand-in names what is not text in plain words. */
function attachment(words) {
  const [kind, ...rest] = words.split(" ");
  const names = { contact: "👤", photo: "🖼", voice: "🎤", location: "📍", sticker: "" };
  return kind in names ? `${names[kind]} ${rest.join(" ") || t(`sandbox-send-${kind}`)}`.trim() : words;
}

function notice(view, said) {
  const text = view.id < 0 ? t("sandbox-seen-by", { name: said.name }) : t("sandbox-seen");
  return el("div", { class: "notice" }, el("span", {}, el("em", { text }), ` ${said.text}`));
}

function day(date) {
  return clock(date * 1000, { weekday: "short", day: "numeric", month: "short" });
}

/** A chat's view, which keeps its messages' elements as long as they do not change. */
export class ChatPane {
  constructor(pane, root) {
    this.pane = pane;
    this.head = el("div", { class: "chat-head" });
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" });
    this.jump = iconButton("down", "", () => this.toEnd(), { class: "icon-button jump", hidden: true });
    this.log.addEventListener("scroll", () => (this.jump.hidden = this.isAtEnd()), { passive: true });
    this.foot = el("div", { class: "chat-foot" });
    root.replaceChildren(this.head, el("div", { class: "log-box" }, this.log, this.jump), this.foot);
    this.nodes = new Map();
    this.id = null;
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  render() {
    const chat = chatsOf(this.pane).find((chat) => chat.id === model.shown[this.pane]);
    if (!chat) return;
    const moved = this.id !== chat.id;
    if (moved) {
      this.nodes.clear();
      this.log.replaceChildren();
      this.id = chat.id;
    }
    const view = model.chats.get(chat.id) ?? { id: chat.id, messages: [], notices: [], waiting: [], keyboard: null };
    this.renderHead(chat, view);
    const stay = moved || this.isAtEnd();
    this.renderLog(chat, view);
    if (stay) this.toEnd();
    this.jump.hidden = this.isAtEnd();
    this.jump.setAttribute("aria-label", t("sandbox-to-end"));
  }

  renderHead(chat, view) {
    const person = chat.person;
    const about = [];
    if (person?.lead !== undefined) about.push(t(person.lead ? "sandbox-lead" : "sandbox-agent"));
    if (person) about.push(t(`sandbox-language-${person.language}`));
    if (person?.phone) about.push(person.phone);
    if (chat.group) about.push(t("sandbox-members", { number: model.cast.agents.length }));
    // Agents alone have a role, and a console where the desk has one.
    const console = person?.lead !== undefined && Boolean(model.state?.desk?.report.console);
    const state = JSON.stringify([chat.id, about, view.typing, view.blocked, model.language, writer(chat), chat.name, console]);
    if (this.headState === state) return;
    this.headState = state;
    const below = view.typing
      ? el("span", { class: "typing", text: t("sandbox-typing") })
      : el("span", { text: about.join(" · ") });
    this.head.replaceChildren(
      iconButton("back", t("sandbox-back"), () => show(this.pane, null), { class: "icon-button only-narrow back" }),
      avatar(chat),
      el("div", { class: "who" }, el("h3", { text: chat.name }), below),
      ...(console ? [this.consoleButton(chat)] : []),
      chat.group ? this.actors(chat) : iconButton("more", t("sandbox-chat-menu"), (event) => this.menu(chat, view, event.currentTarget)),
    );
    this.log.setAttribute("aria-label", t("sandbox-chat-with", { name: chat.name }));
  }

  consoleButton(chat) {
    const hint = t("sandbox-console-hint", { name: chat.name });
    const open = () => openConsole(chat.id);
    return el("button", { type: "button", class: "console", title: hint, onclick: open }, icon("desk"), t("sandbox-console"));
  }

  /** In the group one is always somebody. */
  actors(chat) {
    const me = writer(chat);
    return el(
      "fieldset",
      { class: "actors" },
      el("legend", { class: "visually-hidden", text: t("sandbox-you-are") }),
      model.cast.agents.map((agent) =>
        el("button", {
          type: "button",
          "aria-pressed": agent.id === me ? "true" : "false",
          "data-actor": agent.id,
          text: agent.name,
          onclick: () => {
            model.actor = agent.id;
            this.nodes.clear();
            this.log.replaceChildren();
            changed();
          },
        }),
      ),
    );
  }

  menu(chat, view, anchor) {
    const blocked = view.blocked;
    openMenu(anchor, [
      {
        label: t(blocked ? "sandbox-unblock" : "sandbox-block"),
        run: () => act("block", { person: chat.id, blocked: !blocked }),
      },
    ]);
  }

  renderLog(chat, view) {
    const wanted = [];
    const keep = (key, state, make) => {
      const known = this.nodes.get(key);
      const node = known?.state === state ? known.node : make();
      this.nodes.set(key, { state, node });
      wanted.push([key, node]);
    };
    if (view.messages.length === 0) this.renderEmpty(chat, keep);
    const notices = [...view.notices];
    let today = null;
    const flush = (until) => {
      while (notices.length > 0 && notices[0].after < until) {
        const said = notices.shift();
        const number = view.notices.length - notices.length;
        keep(`notice ${number}`, JSON.stringify([said, model.language]), () => notice(view, said));
      }
    };
    for (const message of view.messages) {
      flush(message.id);
      const date = day(message.date);
      if (date !== today) {
        today = date;
        keep(`day ${date}`, date, () => el("div", { class: "day" }, el("span", { text: date })));
      }
      const waits = view.waiting.includes(message.id);
      const quoted = view.messages.find((other) => other.id === message.reply_to)?.text;
      const state = JSON.stringify([message, waits, quoted, model.language, writer(chat)]);
      keep(`message ${message.id}`, state, () => bubble(this.pane, chat, view, message));
    }
    flush(Infinity);
    const keys = new Set(wanted.map(([key]) => key));
    for (const [key, { node }] of this.nodes) {
      if (!keys.has(key)) {
        this.nodes.delete(key);
        node.remove();
      }
    }
    let place = this.log.firstChild;
    for (const [, node] of wanted) {
      if (node === place) place = place.nextSibling;
      else this.log.insertBefore(node, place);
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
  }

  /** An empty chat says what the bot can do, as Telegram does. */
  renderEmpty(chat, keep) {
    const said = chat.group ? t("sandbox-group-empty") : model.descriptions.get(`${chat.id} ${model.language}`);
    const title = t(chat.group ? "sandbox-group-waits" : "sandbox-what-it-can");
    keep("empty", JSON.stringify([said, model.language]), () =>
      el("div", { class: "empty" }, el("div", {}, icon("desk"), el("strong", { text: title }), el("p", { text: said ?? "" }))),
    );
  }
}
