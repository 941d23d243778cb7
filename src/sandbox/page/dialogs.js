// The page's dialogs: a new customer, sharing a contact, starting over, and why a message was answered as it was.

import { el, openDialog } from "./dom.js";
import { act, ask, changed, model, show, t } from "./model.js";

const LANGUAGES = ["en", "zh-hans", "zh-hant", "zh-hk"];

function button(key, onclick, kind = "") {
  return el("button", { type: "button", class: `button ${kind}`, text: t(key), onclick });
}

export function addCustomer() {
  const name = el("input", { id: "new-name", name: "name", maxlength: "64", required: true, autocomplete: "off" });
  const language = el(
    "select",
    { id: "new-language", name: "language" },
    LANGUAGES.map((code) => el("option", { value: code, text: t(`sandbox-language-${code}`) })),
  );
  language.value = model.language === "zh" ? "zh-hans" : "en";
  const digits = String(Math.floor(Math.random() * 100)).padStart(2, "0");
  const phone = el("input", { id: "new-phone", name: "phone", type: "tel", value: `+120255501${digits}`, autocomplete: "off" });
  const field = (key, input) => el("p", { class: "field" }, el("label", { for: input.id, text: t(key) }), input);
  const add = async () => {
    const done = await act("add_customer", { name: name.value, language: language.value, phone: phone.value });
    if (!done) return;
    dialog.close();
    show("customers", done.id);
  };
  const save = el("button", { type: "submit", class: "button primary", text: t("sandbox-add") });
  const content = el(
    "div",
    {},
    field("sandbox-customer-name", name),
    field("sandbox-customer-language", language),
    field("sandbox-customer-phone", phone),
  );
  const dialog = openDialog(t("sandbox-add-customer"), content, [button("sandbox-cancel", () => dialog.close()), save]);
  dialog.querySelector("form").addEventListener("submit", add);
  name.focus();
}

/** Telegram asks before it gives a number away; so do we. */
export function shareContact(chat, share) {
  const phone = chat.person?.phone;
  const words = phone ? t("sandbox-share-contact", { number: phone }) : t("sandbox-error-no-phone");
  const accept = button(
    "sandbox-share",
    () => {
      dialog.close();
      share();
    },
    "primary",
  );
  accept.disabled = !phone;
  const actions = [button("sandbox-cancel", () => dialog.close()), accept];
  const dialog = openDialog(t("sandbox-share-contact-title"), el("p", { text: words }), actions);
  accept.focus();
}

export function confirmReset() {
  const reset = button(
    "sandbox-reset",
    () => {
      dialog.close();
      act("reset");
    },
    "danger",
  );
  const actions = [button("sandbox-cancel", () => dialog.close()), reset];
  const dialog = openDialog(t("sandbox-reset-title"), el("p", { text: t("sandbox-reset-words") }), actions);
}

function percent(share) {
  return new Intl.NumberFormat(model.language, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** Parts of the message with how much they say, the widest bar for the strongest. */
function weights(key, parts, kind) {
  if (parts.length === 0) return null;
  const most = Math.max(...parts.map((part) => Math.abs(part.weight)));
  return el(
    "section",
    {},
    el("h3", { text: t(key) }),
    el(
      "ul",
      { class: `weights ${kind}` },
      parts.map((part) =>
        el(
          "li",
          {},
          el("span", { text: partName(part.part) }),
          el("progress", { max: most, value: Math.abs(part.weight), "aria-label": partName(part.part) }),
          el("span", { class: "share", text: part.weight.toFixed(2) }),
        ),
      ),
    ),
  );
}

/** A part of the message as people read it. */
function partName(part) {
  if (part === "meaning") return t("sandbox-why-meaning");
  return part === "whole" ? t("sandbox-why-whole") : part.text;
}

/** What would have to change for the message to be answered. */
function obstacle(found) {
  if (found === null) return null;
  if (found === "nothing_known") return t("sandbox-obstacle-nothing-known");
  if (found.too_close) return t("sandbox-obstacle-too-close", { name: found.too_close.one, number: found.too_close.other });
  return t("sandbox-obstacle-not-sure", { number: percent(found.not_sure.missing) });
}

export async function explain(chat, message) {
  const why = await ask("/api/why", { chat: chat.id, message: message.id, language: model.language });
  if (!why) return;
  const { answer_from, ask_from, known, mended, unknown, nearest, meaning, evidence_for, evidence_against } = why.explanation;
  const rows = why.candidates.map((candidate) =>
    el(
      "li",
      { class: candidate.chosen ? "chosen" : "" },
      el("span", { class: "candidate" }, el("strong", { text: candidate.title }), el("code", { text: candidate.intent })),
      el("progress", { max: "1", value: candidate.confidence, "aria-label": candidate.title }),
      el("span", { class: "share", text: percent(candidate.confidence) }),
    ),
  );
  const line = (text) => (text ? el("p", { class: "line", text }) : null);
  const content = el(
    "div",
    { class: "explanation", tabindex: "0", role: "group", "aria-label": t("sandbox-why-title") },
    el("blockquote", { text: why.text }),
    el("p", { class: `verdict ${why.verdict}`, text: t(`sandbox-verdict-${why.verdict}`) }),
    rows.length > 0 ? el("ol", { class: "candidates" }, rows) : null,
    line(t("sandbox-why-limits", { number: percent(answer_from), name: percent(ask_from) })),
    line(t("sandbox-why-known", { number: percent(known) })),
    mended.map(({ typed, read }) => line(t("sandbox-why-mended", { name: typed, command: read }))),
    unknown.length > 0 ? line(t("sandbox-why-unknown", { name: unknown.join(", ") })) : null,
    weights("sandbox-why-for", evidence_for, "for"),
    weights("sandbox-why-against", evidence_against, "against"),
    nearest ? line(t("sandbox-why-nearest", { name: nearest.example, command: nearest.intent })) : null,
    meaning
      ? line(t("sandbox-why-means", { name: meaning.nearest.example, command: meaning.nearest.intent }))
      : null,
    meaning && meaning.carried_by.length > 0
      ? line(t("sandbox-why-carried", { name: meaning.carried_by.map((word) => word.part.text).join(", ") }))
      : null,
    line(obstacle(why.explanation.obstacle)),
    el("p", { class: "hint", text: t("sandbox-why-hint") }),
  );
  const close = button("sandbox-close", () => dialog.close(), "primary");
  const dialog = openDialog(t("sandbox-why-title"), content, [close]);
  close.focus();
  changed();
}
