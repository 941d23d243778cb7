// The bar on top: the desk's clock, Telegram, the desk's process, what waits where, and the looks of the page.

import { el, icon, iconButton, openMenu } from "./dom.js";
import { act, clock, model, now, remember, remembered, speak, t } from "./model.js";
import { confirmReset } from "./dialogs.js";

const TICK = 1000;

function chip(name, kind, words, onclick, id) {
  return el("button", { type: "button", class: `chip ${kind}`, id, onclick, "aria-haspopup": "menu" }, icon(name), el("span", { text: words }));
}

function clockMenu(event) {
  const move = (to) => () => act("clock", { to });
  openMenu(event.currentTarget, [
    { label: t("sandbox-clock-now"), run: move("now") },
    { label: t("sandbox-clock-hour"), run: move("hour") },
    { label: t("sandbox-clock-open"), run: move("open") },
    { label: t("sandbox-clock-closed"), run: move("closed") },
    { label: t("sandbox-clock-working-day"), run: move("working_day") },
  ]);
}

function telegramMenu(event) {
  const online = model.state.online;
  openMenu(event.currentTarget, [
    {
      label: t(online ? "sandbox-telegram-off" : "sandbox-telegram-on"),
      hint: t("sandbox-telegram-hint"),
      run: () => act("telegram", { online: !online }),
    },
    { label: t("sandbox-slow-down"), hint: t("sandbox-slow-down-hint"), run: () => act("slow_down") },
  ]);
}

function deskMenu(event) {
  const runs = ["running", "starting"].includes(model.state.desk.phase);
  openMenu(event.currentTarget, [
    { label: t("sandbox-kill"), hint: t("sandbox-kill-hint"), disabled: !runs, run: () => act("kill") },
    { label: t("sandbox-start-desk"), hint: t("sandbox-start-desk-hint"), disabled: runs, run: () => act("start") },
  ]);
}

const LOOKS = ["auto", "light", "dark"];

function look(which) {
  if (which === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = which;
  remember("theme", which);
}

look(LOOKS.includes(remembered("theme")) ? remembered("theme") : "auto");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function step(value, key, hint) {
  return el("span", { class: value > 0 ? "step busy" : "step", title: t(hint) }, el("b", { text: value }), ` ${t(key)}`);
}

/** How far things have come: nothing is lost as long as every number comes back to nothing. */
function flow(state) {
  const report = state.desk?.report;
  return el(
    "div",
    { class: "flow", role: "group", "aria-label": t("sandbox-flow"), id: "flow" },
    step(state.at_telegram, "sandbox-at-telegram", "sandbox-at-telegram-hint"),
    report ? step(report.inbox, "sandbox-in-hand", "sandbox-in-hand-hint") : null,
    report ? step(report.outbox, "sandbox-to-send", "sandbox-to-send-hint") : null,
    report ? step(report.open_requests, "sandbox-open-requests", "sandbox-open-requests-hint") : null,
  );
}

export class Bar {
  constructor(root) {
    this.root = root;
    this.state = null;
    setInterval(() => this.tick(), TICK);
  }

  tick() {
    const shown = this.root.querySelector("#clock span");
    if (shown) shown.textContent = this.time();
  }

  time() {
    const at = clock(now(), { weekday: "short", hour: "2-digit", minute: "2-digit" });
    return `${at} · ${t(model.state.open ? "sandbox-open" : "sandbox-closed")}`;
  }

  render() {
    const { state, language, connected } = model;
    const known = JSON.stringify([{ ...state, caption: null }, language, connected, document.documentElement.dataset.theme]);
    if (known === this.state) return;
    this.state = known;
    const focused = document.activeElement?.id;
    const brand = el(
      "div",
      { class: "brand" },
      el("img", { src: "/page/icon.svg", alt: "", width: "28", height: "28" }),
      el("h1", {}, "Ringback", el("span", { text: t("sandbox-name") })),
    );
    const chips = [];
    if (!connected) chips.push(el("span", { class: "chip bad", role: "status", id: "lost" }, icon("plug"), t("sandbox-disconnected")));
    if (state) {
      const moved = state.ahead_ms !== 0;
      chips.push(chip("clock", moved ? "moved" : "", this.time(), clockMenu, "clock"));
      const telegram = t(state.online ? "sandbox-telegram-is-on" : "sandbox-telegram-is-off");
      chips.push(chip("plug", state.online ? "good" : "bad", telegram, telegramMenu, "telegram"));
      if (state.desk) {
        const phase = state.desk.phase;
        const kind = { running: "good", starting: "moved" }[phase] ?? "bad";
        chips.push(chip("desk", kind, t(`sandbox-desk-${phase}`), deskMenu, "desk"));
      } else {
        chips.push(el("span", { class: "chip" }, icon("desk"), state.guest[0]));
      }
    }
    const dark = isDark();
    const toggle = () => {
      look(dark ? "light" : "dark");
      this.render();
    };
    this.root.replaceChildren(
      brand,
      el("div", { class: "chips" }, chips),
      state ? flow(state) : "",
      el(
        "div",
        { class: "tools" },
        state?.desk ? iconButton("play", t("sandbox-demo"), () => act("demo"), { id: "demo" }) : null,
        iconButton("reset", t("sandbox-reset"), confirmReset, { id: "reset" }),
        iconButton(dark ? "sun" : "moon", t(dark ? "sandbox-light" : "sandbox-dark"), toggle, { id: "theme" }),
        el("button", {
          type: "button",
          class: "language",
          id: "language",
          lang: language === "zh" ? "en" : "zh-Hans",
          text: t("sandbox-other-language"),
          onclick: () => speak(language === "zh" ? "en" : "zh"),
        }),
      ),
    );
    if (focused) document.getElementById(focused)?.focus();
  }
}
