// What all lists have in common: a filter by status, a table that becomes cards where it is narrow,
// and a button for more.

import { el } from './dom.js';

const STEP = 50;
const MOST = 500;

/** The query that a list page asks the API with. */
export const query = (view) =>
  'limit=' + (view.limit ?? STEP) + (view.status ? '&status=' + encodeURIComponent(view.status) : '');

/** A page's title, with its filter: choosing one changes the address, so that it can be shared. */
export function head(title, place, view, statuses = []) {
  const choose = (event) => {
    location.hash = event.target.value ? place + '?status=' + event.target.value : place;
  };
  const options = ['', ...statuses].map((word) => el('option', { value: word, selected: word === (view.status ?? '') }, word || 'all'));
  return el('div', { class: 'head' }, el('h1', {}, title),
    statuses.length ? el('label', {}, 'Status ', el('select', { change: choose, 'data-key': 'status' }, options)) : '');
}

/** `columns` are names; a row is its cells, in order, the first of which links to the whole. */
export function table(kind, columns, rows) {
  return el('table', { class: 'list ' + kind },
    el('thead', {}, el('tr', {}, columns.map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, rows.map((cells) => el('tr', {}, cells.map((cell, i) => el('td', { 'data-name': columns[i] }, cell))))));
}

export function more(page, view, again) {
  if (!page.nextCursor || (view.limit ?? STEP) >= MOST) {
    return '';
  }
  return el('button', {
    type: 'button',
    'data-key': 'more',
    click: () => {
      view.limit = Math.min(MOST, (view.limit ?? STEP) + STEP);
      again();
    },
  }, 'Show more');
}
