// The console's script: what a page can do without one stays, this makes it quicker. Keeps nothing in the browser.
'use strict';

// A choice of language or theme takes effect at once.
for (const form of document.querySelectorAll('form[data-submit-on-change]')) {
  form.classList.add('at-once');
  form.addEventListener('change', () => form.requestSubmit());
}

// 1. Waiting to be signed in: the desk says when, by leading on.

const waits = document.querySelector('[data-waits]');
if (waits) {
  const ASK_EVERY = 1500;
  const ask = async () => {
    try {
      const answer = await fetch(location.href, { cache: 'no-store' });
      const text = answer.redirected ? '' : await answer.text();
      if (answer.redirected) return location.replace(answer.url);
      // Without a number it leads nowhere any more; the page says why.
      if (!text.includes('data-number')) return show(text);
    } catch { /* asked again */ }
    setTimeout(ask, ASK_EVERY);
  };
  const show = (text) => {
    const page = new DOMParser().parseFromString(text, 'text/html');
    document.querySelector('#content').replaceWith(page.querySelector('#content'));
    document.title = page.title;
    document.querySelector('#content').focus();
  };
  setTimeout(ask, ASK_EVERY);
}

// 2. Liveness: the chip, the parts of a page that change, and what cannot be pressed while the desk is away.

const frame = document.querySelector('[data-live-page]');
const chip = document.querySelector('#live');

/** No sign for so long is told: pages are never older without saying so, milliseconds. */
const OLD_AFTER = 5000;

let heard = Date.now();
let state = '';

const tell = (now) => {
  if (now === state) return;
  state = now;
  chip.hidden = false;
  chip.className = `chip live ${now === 'live' ? 'good' : 'warn'}`;
  chip.textContent = chip.dataset[`${now}Text`];
  frame.classList.toggle('away', now !== 'live');
  for (const button of frame.querySelectorAll('main button[type="submit"]')) button.disabled = now !== 'live';
};

/** The script asks, not the person: it keeps no session and takes no notice. */
const BY_ITSELF = { cache: 'no-store', headers: { 'x-ringback-quiet': '1' } };

/** Puts the new state of every live part into the page, but for those that somebody is using. */
const refresh = async () => {
  if (!document.querySelector('[data-live][id]')) return undefined;
  const answer = await fetch(location.href, BY_ITSELF);
  if (answer.redirected) return location.reload();
  if (!answer.ok) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live][id]')) {
    const fresh = page.getElementById(part.id);
    // A person's details go when their time is over, whoever points at them.
    const used = part.dataset.live !== 'always' && (part.matches(':hover') || part.contains(document.activeElement));
    if (fresh && !used && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
    part.toggleAttribute('data-stale', Boolean(fresh && used && fresh.innerHTML !== part.innerHTML));
  }
  return undefined;
};

/** Between two refreshes at least, milliseconds: a busy desk changes many times a second. */
const REST = 700;

let busy = false;
let again = false;

/** Refreshes now, or once more after the refresh that is under way. */
const refreshSoon = async () => {
  again = busy;
  if (busy) return;
  busy = true;
  try {
    await refresh();
  } catch {
    tell('lost');
  } finally {
    setTimeout(() => {
      busy = false;
      if (again) refreshSoon();
    }, REST);
  }
};

/** Before the desk is asked again after it closed the connection, milliseconds: a restart takes seconds. */
const COME_AGAIN = 3000;

const connect = () => {
  const listen = new EventSource('/live');
  const sign = () => {
    heard = Date.now();
    const before = state;
    tell('live');
    // What changed before this page listened, or while it could not.
    if (before !== 'live') refreshSoon();
  };
  listen.addEventListener('sign', sign);
  listen.addEventListener('changed', () => { sign(); refreshSoon(); });
  listen.addEventListener('stopping', () => { tell('stopping'); });
  listen.addEventListener('ended', () => { listen.close(); location.reload(); });
  listen.addEventListener('error', () => {
    if (state !== 'stopping') tell('lost');
    // A browser comes again by itself, but not after an answer that is no stream.
    if (listen.readyState !== EventSource.CLOSED) return;
    setTimeout(async () => {
      const answer = await fetch('/session', BY_ITSELF).catch(() => null);
      if (answer && answer.redirected) location.reload();
      else connect();
    }, COME_AGAIN);
  });
};

if (frame && chip) {
  connect();
  // A part that was in use when it changed is brought up to date once nobody uses it.
  for (const left of ['pointerout', 'focusout']) {
    addEventListener(left, () => { if (document.querySelector('[data-stale]')) refreshSoon(); });
  }
  setInterval(() => {
    if (Date.now() - heard > OLD_AFTER && state === 'live') tell('lost');
  }, 1000);
}

// 3. A page that somebody works in keeps its session: a word a minute at most, and only after a key or a press.

if (frame) {
  const EVERY = 60_000;
  let said = Date.now();
  const here = () => {
    if (Date.now() - said < EVERY) return;
    said = Date.now();
    fetch('/here', { method: 'POST', body: new URLSearchParams({ form: frame.dataset.form }) }).catch(() => {});
  };
  addEventListener('keydown', here);
  addEventListener('pointerdown', here);
}

// 4. Keys. Never while somebody types; a page names its own by `data-key` on a link or button.

const keys = document.querySelector('#keys');
const types = (element) => element.matches('input, textarea, select, [contenteditable]');

if (keys) {
  addEventListener('keydown', (event) => {
    // Escape leaves a field; after that the other keys work.
    if (event.key === 'Escape' && !event.isComposing && types(event.target)) return event.target.blur();
    // A key that is held does its deed once.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || types(event.target) || event.isComposing) return undefined;
    if (event.key === '?') {
      event.preventDefault();
      if (!keys.open) keys.showModal();
      return undefined;
    }
    if (keys.open) return undefined;
    const wanted = [...document.querySelectorAll('[data-key]')].find((element) => element.dataset.key === event.key);
    if (wanted) {
      event.preventDefault();
      const around = wanted.closest('details');
      if (around && wanted.tagName !== 'SUMMARY') around.open = true;
      if (types(wanted)) wanted.focus();
      else wanted.click();
    }
    return undefined;
  });
}

// 5. How long something has lasted, second by second. The desk says since when, by its own clock; nothing is announced.

const ahead = frame ? Date.parse(frame.dataset.now) - Date.now() : 0;
const running = () => {
  for (const element of document.querySelectorAll('[data-runs-since]')) {
    const seconds = Math.max(0, Math.floor((Date.now() + ahead - Date.parse(element.dataset.runsSince)) / 1000));
    const text = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
    if (element.textContent !== text) element.textContent = text;
  }
};
running();
setInterval(running, 1000);

// 6. The rows of the queue by keys: j and k go down and up, Enter opens.

const rowLinks = () => [...document.querySelectorAll('#rows tbody th a')];

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || types(event.target) || event.isComposing) return;
  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = rowLinks();
  if (!step || links.length === 0 || (keys && keys.open)) return;
  event.preventDefault();
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  links[next].focus();
});

// 7. A form is sent once, however often its button is pressed.

addEventListener('submit', (event) => {
  if (event.target.method !== 'post') return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = 'yes';
});
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
