// Below a chat: the keyboard of the bot, the text field, the menus of commands and of things to send.

import { el, icon, iconButton, openMenu } from "./dom.js";
import { act, ask, changed, chatsOf, model, t, writer } from "./model.js";
import { shareContact } from "./dialogs.js";

const KINDS = ["contact", "other_contact", "photo", "voice", "sticker", "location"];
const LINES = 6;

export class Composer {
  constructor(pane, foot) {
    this.pane = pane;
    this.foot = foot;
    this.texts = new Map();
    this.chat = null;
    this.draft = el("div", { class: "draft", hidden: true });
    this.keys = el("div", { class: "keys", hidden: true });
    this.input = el("textarea", { rows: "1", enterkeyhint: "send", autocomplete: "off", spellcheck: "false" });
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.commands = iconButton("more", "", (event) => this.openCommands(event.currentTarget), { class: "icon-button slash" });
    this.commands.replaceChildren(el("span", { "aria-hidden": "true", text: "/" }));
    this.attach = iconButton("attach", "", (event) => this.openAttach(event.currentTarget));
    this.sendButton = el("button", { type: "submit", class: "send" }, icon("send"));
    this.form = el("form", { class: "composer" }, this.commands, this.attach, this.input, this.sendButton);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.big = el("button", { type: "button", class: "big", hidden: true });
    foot.replaceChildren(this.draft, this.form, this.big, this.keys);
  }

  grow() {
    this.input.style.height = "auto";
    const line = Number.parseFloat(getComputedStyle(this.input).lineHeight) || 20;
    this.input.style.height = `${Math.min(this.input.scrollHeight, line * LINES + 18)}px`;
    if (this.chat) this.texts.set(this.chat.id, this.input.value);
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && this.chat && model.drafts.has(this.chat.id)) {
      event.stopPropagation();
      this.drop();
    }
  }

  drop() {
    const draft = model.drafts.get(this.chat.id);
    model.drafts.delete(this.chat.id);
    if (draft?.kind === "edit") this.input.value = "";
    this.grow();
    changed();
  }

  async send() {
    const text = this.input.value;
    const chat = this.chat;
    if (!chat || text.trim() === "") return;
    const draft = model.drafts.get(chat.id);
    const from = { person: writer(chat), chat: chat.id };
    this.input.value = "";
    model.drafts.delete(chat.id);
    this.grow();
    this.input.focus();
    const done =
      draft?.kind === "edit"
        ? await act("edit", { ...from, message: draft.message, text })
        : await act("say", { ...from, text, reply_to: draft?.message ?? null });
    if (!done && this.input.value === "") this.input.value = text;
    this.grow();
    changed();
  }

  async openCommands(anchor) {
    const chat = this.chat;
    const person = writer(chat);
    const found = await ask("/api/commands", { chat: chat.id, person });
    const items = (found?.commands ?? []).map(({ command, description }) => ({
      label: `/${command}`,
      hint: description,
      run: () => {
        act("say", { person, chat: chat.id, text: `/${command}` });
        this.input.focus();
      },
    }));
    openMenu(anchor, items.length > 0 ? items : [{ label: t("sandbox-no-commands"), disabled: true, run: () => {} }]);
  }

  openAttach(anchor) {
    const chat = this.chat;
    const person = writer(chat);
    const kinds = chat.group ? KINDS.filter((kind) => kind !== "contact") : KINDS;
    openMenu(
      anchor,
      kinds.map((kind) => ({
        label: t(`sandbox-send-${kind.replace("_", "-")}`),
        run: () => {
          if (kind === "contact") shareContact(chat, () => act("send", { person, chat: chat.id, what: kind }));
          else act("send", { person, chat: chat.id, what: kind });
        },
      })),
    );
  }

  render() {
    const chat = chatsOf(this.pane).find((chat) => chat.id === model.shown[this.pane]);
    if (!chat) return;
    if (this.chat?.id !== chat.id) {
      this.input.value = this.texts.get(chat.id) ?? "";
      this.chat = chat;
      this.keyState = null;
      this.draftState = null;
      queueMicrotask(() => this.grow());
    }
    this.chat = chat;
    const view = model.chats.get(chat.id);
    const label = chat.group ? t("sandbox-write-as", { name: model.cast.agents.find((agent) => agent.id === writer(chat))?.name ?? "" }) : t("sandbox-write");
    this.input.placeholder = label;
    this.input.setAttribute("aria-label", label);
    for (const [button, key] of [[this.commands, "sandbox-commands"], [this.attach, "sandbox-attach"], [this.sendButton, "sandbox-send"]]) {
      button.setAttribute("aria-label", t(key));
      button.title = t(key);
    }
    const empty = !chat.group && !view?.messages.length;
    const blocked = view?.blocked && !chat.group;
    this.big.hidden = !(empty || blocked);
    this.form.hidden = Boolean(blocked);
    if (blocked) {
      this.big.textContent = t("sandbox-unblock");
      this.big.onclick = () => act("block", { person: chat.id, blocked: false });
    } else if (empty) {
      this.big.textContent = t("sandbox-start");
      this.big.onclick = () => act("say", { person: chat.id, chat: chat.id, text: "/start", reply_to: null });
    }
    this.renderDraft(view);
    this.renderKeys(chat, view);
  }

  renderDraft(view) {
    const draft = model.drafts.get(this.chat.id);
    const state = draft ? JSON.stringify([draft, model.language]) : "";
    if (state === this.draftState) return;
    this.draftState = state;
    this.draft.hidden = !draft;
    if (!draft) return;
    const title = t(draft.kind === "edit" ? "sandbox-editing" : "sandbox-replying");
    this.draft.replaceChildren(
      el("span", {}, el("strong", { text: title }), el("span", { text: draft.text.split("\n")[0] })),
      iconButton("close", t("sandbox-cancel"), () => this.drop()),
    );
    if (draft.kind === "edit") this.input.value = draft.text;
    this.grow();
    this.input.focus();
  }

  renderKeys(chat, view) {
    const rows = view?.keyboard ?? [];
    const state = JSON.stringify([rows, chat.id]);
    if (state === this.keyState) return;
    this.keyState = state;
    this.keys.hidden = rows.length === 0;
    const key = (button) => {
      const send = () => act("key", { person: writer(chat), chat: chat.id, label: button.label });
      const shares = button.action === "share_contact";
      return el("button", {
        type: "button",
        class: "key",
        text: button.label,
        onclick: () => (shares ? shareContact(chat, send) : send()),
      });
    };
    this.keys.replaceChildren(...rows.map((row) => el("div", { class: "key-row" }, row.map(key))));
  }
}
