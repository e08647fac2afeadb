// Asks a person for a reason before something is done in their name.

import { el } from './dom.js';

const LONGEST_REASON = 500;

/**
 * Shows a question; `choices` are [value, sentence] of which one must be taken, `until` proposes a
 * time. Answers what was said, or null where the person thought better of it.
 */
export function ask({ title, text, confirm, choices = [], until }) {
  const dialog = document.getElementById('dialog');
  const reason = el('input', { id: 'reason', required: true, maxlength: String(LONGEST_REASON), autocomplete: 'off' });
  const radios = choices.map(([value], i) => el('input', { type: 'radio', name: 'choice', value, required: true, id: 'choice-' + i }));
  const time = until ? el('input', { id: 'until', type: 'datetime-local', required: true, value: local(until), min: local(new Date()) }) : '';
  return new Promise((resolve) => {
    let said = null;
    const submit = (event) => {
      event.preventDefault();
      said = { reason: reason.value.trim(), choice: radios.find((radio) => radio.checked)?.value ?? '', until: time && new Date(time.value).toISOString() };
      dialog.close();
    };
    dialog.addEventListener('close', () => resolve(said), { once: true });
    dialog.replaceChildren(
      el('form', { submit },
        el('h2', { id: 'dialog-title' }, title),
        el('p', {}, text),
        radios.map((radio, i) => el('label', { class: 'choice' }, radio, el('span', {}, choices[i][1]))),
        time ? [el('label', { for: 'until' }, 'Until, by the clock of this browser'), time] : '',
        el('label', { for: 'reason' }, 'Reason, for the ledger'),
        reason,
        el('div', { class: 'buttons' },
          el('button', { type: 'button', click: () => dialog.close() }, 'Not now'),
          el('button', { type: 'submit', class: 'main' }, confirm))));
    dialog.showModal();
  });
}

/** A time as its input wants it: to the minute, without a zone. */
const local = (date) => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
