// The list of a pane's chats: who, what was said last, when, how much is unread.

import { el, iconButton } from "./dom.js";
import { chatsOf, clock, model, show, t, unread } from "./model.js";
import { addCustomer } from "./dialogs.js";

const HUES = 6;

export function avatar(chat) {
  const letter = [...chat.name][0] ?? "?";
  const hue = chat.group ? "group" : Math.abs(chat.id) % HUES;
  return el("span", { class: `avatar hue-${hue}`, "aria-hidden": "true", text: chat.group ? "#" : letter });
}

function preview(view) {
  const last = view?.messages.at(-1);
  if (!last) return t("sandbox-nothing-yet");
  const words = last.text.split("\n").find((line) => line.trim()) ?? last.attachment ?? "";
  return view.id < 0 && !last.from_bot ? `${last.from}: ${words}` : words;
}

/** How much is unread, for the eye and for the ear. */
export function badge(news) {
  return el(
    "span",
    { class: "unread" },
    el("span", { "aria-hidden": "true", text: news > 99 ? "99+" : news }),
    el("span", { class: "visually-hidden", text: t("sandbox-unread", { number: news }) }),
  );
}

function entry(pane, chat) {
  const view = model.chats.get(chat.id);
  const last = view?.messages.at(-1);
  const news = unread(pane, chat.id);
  const current = model.shown[pane] === chat.id;
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: "entry",
        "data-chat": chat.id,
        "aria-current": current ? "true" : null,
        title: chat.name,
        onclick: () => show(pane, chat.id),
      },
      avatar(chat),
      el(
        "span",
        { class: "entry-words" },
        el(
          "span",
          { class: "entry-top" },
          el("strong", { text: chat.name }),
          last ? el("time", { text: clock(last.date * 1000, { hour: "2-digit", minute: "2-digit" }) }) : null,
        ),
        el("span", { class: "entry-last", text: preview(view) }),
      ),
      news > 0 ? badge(news) : null,
    ),
  );
}

export function renderList(pane, root) {
  const title = t(pane === "customers" ? "sandbox-customers" : "sandbox-agents");
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  root.replaceChildren(
    el(
      "div",
      { class: "list-head" },
      el("h2", { text: title }),
      pane === "customers" ? iconButton("plus", t("sandbox-add-customer"), addCustomer, { id: "add-customer" }) : null,
    ),
    el("ul", { class: "entries" }, chatsOf(pane).map((chat) => entry(pane, chat))),
  );
  if (focused) root.querySelector(`[data-chat="${focused}"]`)?.focus();
}
