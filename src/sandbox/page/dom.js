// Small means of building the page. Knows nothing of chats.

/** Makes an element. `on*` keys are listeners, `class` and `text` are themselves, everything else is an attribute. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.500v.01M12 12v.01M12 18.500v.01",
  plus: "M12 5v14M5 12h14",
  send: "M4 12l16-8-5 17-3.500-7z",
  attach: "M8 12.500l6-6a3 3 0 0 1 4.300 4.300l-8 8a5 5 0 0 1-7-7l7.500-7.500",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500L19 19M5 19l1.500-1.500M17.500 6.500L19 5",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2",
  plug: "M9 3v5M15 3v5M6.500 8h11v3a5.500 5.500 0 0 1-11 0zM12 16.500V21",
  desk: "M4 6.500h16v9H4zM9 19.500h6M12 15.500v4",
  reset: "M5 5v5h5M5.500 10A7.500 7.500 0 1 1 5 14",
  play: "M8 5.500v13l10-6.500z",
  down: "M12 5v14M6 13l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  keyboard: "M3.500 7h17v10h-17zM7 10.500v.01M10.500 10.500v.01M14 10.500v.01M17 10.500v.01M8 14h8",
};

/** A line drawing, for the eye only. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}

let menus = 0;

/** Opens a menu at `anchor`; `items` are `{label, hint, run, disabled}`. */
export function openMenu(anchor, items) {
  const menu = el("div", { class: "menu", popover: "auto", role: "menu", id: `menu-${(menus += 1)}` });
  for (const { label, hint, run, disabled } of items) {
    const item = el(
      "button",
      {
        type: "button",
        role: "menuitem",
        disabled,
        onclick: () => {
          menu.hidePopover();
          run();
        },
      },
      el("span", { text: label }),
      hint ? el("small", { text: hint }) : null,
    );
    menu.append(item);
  }
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...menu.querySelectorAll("button:not(:disabled)")];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length]?.focus();
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") {
      menu.remove();
      if (anchor.isConnected && document.activeElement === document.body) anchor.focus();
    }
  });
  document.body.append(menu);
  menu.showPopover();
  const at = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const room = 8;
  const left = Math.min(Math.max(room, at.left), innerWidth - width - room);
  const below = at.bottom + 4;
  const top = below + height > innerHeight - room ? Math.max(room, at.top - height - 4) : below;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
  menu.querySelector("button:not(:disabled)")?.focus();
}

/** Opens a dialog and gives it; it is gone when closed. */
export function openDialog(title, content, actions) {
  const heading = el("h2", { text: title, id: `dialog-${(menus += 1)}` });
  const dialog = el("dialog", { "aria-labelledby": heading.id });
  const form = el("form", { method: "dialog" }, heading, content, el("div", { class: "actions" }, actions));
  form.addEventListener("submit", (event) => event.preventDefault());
  dialog.append(form);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
