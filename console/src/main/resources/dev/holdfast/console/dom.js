// Builds the page. Everything that is shown goes in as text: what agents and people wrote is
// hostile until proven otherwise, and here it never gets the chance to be markup.

const LONGEST = 4_000;
const LONGEST_FILE = 400_000;
export const SVG = 'http://www.w3.org/2000/svg';
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text without characters that hide, reorder or command. */
export function clean(value, longest = LONGEST) {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  const visible = text.slice(0, longest).replace(INVISIBLE, '\ufffd');
  return text.length > longest ? visible + '…' : visible;
}

/** An element; members of `as` that are functions are listeners, `true` is an empty attribute. */
export function el(name, as = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(as)) {
    if (typeof value === 'function') {
      element.addEventListener(key, value);
    } else if (value !== false && value !== undefined && value !== '') {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== '' && child != null));
  return element;
}

/** Foreign text, kept apart so that its writing direction cannot spill over. */
export const foreign = (text, as = {}) => el('bdi', as, clean(text));

/** A text on one line, shortened. */
export function brief(text, longest = 160) {
  const line = clean(text).replace(/\s+/g, ' ').trim();
  return line.length > longest ? line.slice(0, longest) + '…' : line;
}

// Each standing has a shape of its own, so that colour is never the only sign.
const SHAPES = {
  good: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM4.9 8.2l2.2 2.2 4-4.6',
  busy: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.6v3.7l2.4 1.5',
  calm: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z',
  doubt: 'M8 .9 15.1 8 8 15.1.9 8zM8 4.6v4M8 11v.1',
  bad: 'M2.5 2.5h11v11h-11zM5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6',
  out: 'M2.5 8h10.4M9 4.1 12.9 8 9 11.9',
  again: 'M13.2 8a5.2 5.2 0 1 1-1.6-3.7M13.4 1.9v2.9h-2.9',
};

const STANDINGS = {
  good: ['on', 'completed', 'accepted', 'delivered', 'replied', 'ok', 'ready to take work', 'open', 'receipt', 'pass', 'balanced', 'answered', 'viable'],
  busy: ['enabling', 'working', 'leased', 'sending', 'busy', 'intended', 'resting', 'rework', 'trial', 'asked', 'wanted', 'examining'],
  doubt: ['paused', 'unknown', 'escalated', 'escalate', 'degraded', 'expired', 'suppressed', 'disabled', 'cooling', 'warned', 'lowered', 'untold', 'outdated'],
  bad: ['tripped', 'late', 'failed', 'dead', 'rejected', 'reject', 'failing', 'refused', 'failure', 'not balanced', 'unfit', 'exhausted', 'flawed'],
};

/** How a status word stands. Words that this version does not know are calm. */
export function standing(status) {
  const word = status.startsWith('accepted-') ? 'accepted' : status;
  return Object.keys(STANDINGS).find((mark) => STANDINGS[mark].includes(word)) ?? 'calm';
}

export function mark(shape) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'mark ' + shape);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPES[shape]);
  svg.append(path);
  return svg;
}

export function status(word) {
  const plain = word.startsWith('accepted-') ? 'accepted' : word;
  const shape = standing(word);
  return el('span', { class: 'status ' + shape }, mark(shape), clean(plain));
}

const UNITS = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];

export function elapsed(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  const [size, unit] = UNITS.find(([length]) => seconds >= length) ?? [1, 's'];
  return Math.floor(seconds / size) + ' ' + unit;
}

/** How long ago a moment was, kept up to date by `age`; `past` follows where it is no age. */
export function ago(moment, past = '') {
  if (!moment) {
    return el('span', { class: 'quiet' }, '–');
  }
  const time = el('time', { datetime: moment, 'data-past': past, title: new Date(moment).toLocaleString() });
  age(time);
  return time;
}

export function age(time) {
  const millis = Date.now() - Date.parse(time.dateTime);
  const text = millis < -1000 ? 'in ' + elapsed(-millis) : elapsed(millis) + (time.dataset.past ?? '');
  if (time.textContent !== text) {
    time.textContent = text;
  }
}

/** What a person is told when something is wrong: what, so what, what now. */
export function diagnostic(told) {
  return el('div', { class: 'told' },
    el('p', {}, foreign(told.cause)),
    told.impact ? el('p', { class: 'quiet' }, foreign(told.impact)) : '',
    told.nextAction ? el('p', {}, el('b', {}, 'Next: '), foreign(told.nextAction)) : '');
}

/** Nothing is here yet, and what to type so that something is. */
export function empty(sentence, command, after = '') {
  return el('div', { class: 'empty' }, el('p', {}, sentence), command ? el('code', {}, command) : '', after ? el('p', { class: 'quiet' }, after) : '');
}

export const facts = (pairs) =>
  el('dl', { class: 'facts' }, pairs.filter(([, value]) => value).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));

/** A long text, folded away; `key` lets it stay open when the page is drawn again. */
export function folded(key, summary, text) {
  return el('details', { 'data-key': key }, el('summary', {}, summary), el('pre', { tabindex: '0' }, clean(text, LONGEST_FILE)));
}

export const section = (title, ...content) => el('section', {}, el('h2', {}, title), ...content);
