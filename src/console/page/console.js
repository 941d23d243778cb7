// The console's script: what a page can do without one stays, this makes it quicker. Keeps nothing in the browser.
'use strict';

// A choice of language or theme takes effect at once.
for (const form of document.querySelectorAll('form[data-submit-on-change]')) {
  form.classList.add('at-once');
  form.addEventListener('change', () => form.requestSubmit());
}
