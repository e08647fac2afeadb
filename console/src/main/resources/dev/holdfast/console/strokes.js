// The last instants of a job as one line of marks, the same as `holdfast jobs show` draws, and
// times as the clock of the job's zone shows them.

import { el } from './dom.js';

export const MOST = 30;

// Mark, word, and how it stands, in the order of the legend.
const STROKES = {
  ran: ['●', 'ran', 'good'],
  skipped: ['·', 'skipped', 'calm'],
  missed: ['○', 'missed', 'bad'],
  'ran-failed': ['×', 'failed', 'bad'],
  'ran-cancelled': ['–', 'cancelled', 'doubt'],
  running: ['▸', 'running', 'busy'],
  waiting: ['…', 'waiting', 'busy'],
};

const of = (instant) => (Object.hasOwn(STROKES, instant.status) ? instant.status : 'skipped');

const sign = (kind, title = '') => el('span', { class: STROKES[kind][2], 'aria-hidden': 'true', title }, STROKES[kind][0]);

/** What became of one instant, as its mark and its word. */
export function became(instant) {
  const kind = of(instant);
  return el('span', { class: 'status' }, el('span', { class: 'strokes' }, sign(kind)), STROKES[kind][1]);
}

/** `instants` newest first, as the API lists them; what lapsed together is one item and as many marks. */
export function line(instants, zone) {
  const marks = instants.flatMap((instant) => Array(Math.min(MOST, instant.count ?? 1)).fill(instant)).slice(0, MOST).reverse();
  const told = kinds(marks).map((kind) => marks.filter((instant) => of(instant) === kind).length + ' ' + STROKES[kind][1]);
  return el('span', { class: 'strokes', role: 'img', 'aria-label': 'The last instants: ' + (told.join(', ') || 'none yet') },
    marks.map((instant) => sign(of(instant), clock(instant.nominal, zone) + ' ' + STROKES[of(instant)][1])));
}

const kinds = (instants) => Object.keys(STROKES).filter((kind) => instants.some((instant) => of(instant) === kind));

/** What the marks mean that were drawn. */
export function legend(instants) {
  return el('p', { class: 'legend' }, kinds(instants).map((kind) =>
    el('span', {}, el('span', { class: 'strokes' }, sign(kind)), ' ', STROKES[kind][1])), el('span', {}, 'the newest is on the right'));
}

const DAY = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** A moment like `Mon 23 Nov 09:00`, with seconds and year where they are not what one expects. */
export function clock(moment, zone = 'UTC') {
  const date = new Date(moment);
  const shown = { ...DAY, timeZone: known(zone) };
  if (date.getUTCSeconds() !== 0) {
    shown.second = '2-digit';
  }
  if (date.getUTCFullYear() !== new Date().getUTCFullYear()) {
    shown.year = 'numeric';
  }
  return date.toLocaleString('en-GB', shown).replaceAll(',', '');
}

/** The same for a time that is told in its own zone already, whichever it is. */
export const local = (time) => clock(time.slice(0, 19) + 'Z');

/** The server may know zones that this browser does not. */
function known(zone) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (unknown) {
    console.debug('told in UTC', unknown);
    return 'UTC';
  }
}
