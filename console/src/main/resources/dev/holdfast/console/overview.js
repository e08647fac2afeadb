// The first page: is anything wrong, and does anything need a person?

import { get, part } from './api.js';
import { ago, brief, diagnostic, el, empty, foreign, mark, section, standing, status } from './dom.js';
import { clock } from './strokes.js';

const SHOWN = 20;

export async function load() {
  // By itself, so that a wrong token is one failure and not six.
  const books = await get(`/v1/books`);
  const [ready, unknown, dead, escalated, channels, tripped, off, paused] = await Promise.all([
    get(`/readyz`),
    get(`/v1/deliveries?status=unknown&limit=${SHOWN}`),
    get(`/v1/deliveries?status=dead&limit=${SHOWN}`),
    get(`/v1/tasks?status=escalated&limit=${SHOWN}`),
    get(`/v1/channels`),
    get(`/v1/jobs?status=tripped&limit=${SHOWN}`),
    get(`/v1/jobs?status=off&limit=${SHOWN}`),
    get(`/v1/jobs?status=paused&limit=${SHOWN}`),
  ]);
  const resting = await Promise.all(off.items.map(({ job }) => get(`/v1/jobs/${part(job)}`)));
  return {
    balanced: books.balanced,
    books: books.books,
    ready: ready.status,
    parts: ready.parts,
    needs: [
      ...channels.items.filter((channel) => channel.status === 'disabled').map(closedChannel),
      ...ready.parts.filter((it) => it.part === 'scheduler' && it.status !== 'ok').map(lateJobs),
      ...tripped.items.map(stoppedJob),
      ...resting.filter(byItself).map(stoppedJob),
      ...unknown.items.map(lostDelivery),
      ...escalated.items.map(escalatedTask),
      ...dead.items.map(lostDelivery),
    ],
    resting: [...paused.items, ...resting.filter((job) => !byItself(job))].map(restingJob),
    more: [unknown, dead, escalated, tripped, off].some((page) => page.nextCursor),
  };
}

const closedChannel = (channel) => ({
  status: 'disabled',
  what: 'Channel ' + channel.channel,
  why: channel.diagnostic,
  href: '#/channels',
});

const lateJobs = (scheduler) => ({ status: 'late', what: 'Jobs', why: scheduler.diagnostic, href: '#/jobs' });

// So many trips for one reason and no trial is made any more.
const HOPELESS = 10;

/** A job that is off although no person wanted that. */
const byItself = (job) => job.preflight.status === 'failed' || job.breaker.trips >= HOPELESS;

const stoppedJob = (job) => ({
  status: job.status,
  what: 'Job ' + job.job,
  text: job.words,
  why: job.diagnostic ?? { cause: job.reason, nextAction: 'Look at its preflight and its breaker, then enable it.' },
  href: '#/jobs/' + part(job.job),
});

const restingJob = ({ job, status: standing, reason, until }) => ({ job, standing, reason: reason ?? 'Nobody has enabled it yet.', until });

const lostDelivery = (delivery) => ({
  status: delivery.status,
  what: delivery.kind + ' to ' + delivery.channel,
  text: delivery.text ?? '',
  why: delivery.diagnostic,
  href: '#/deliveries/' + delivery.delivery,
  at: delivery.createdAt,
});

const escalatedTask = (task) => ({
  status: 'escalated',
  what: task.objective,
  why: task.diagnostic,
  href: task.run ? '#/runs/' + task.run : '#/tasks/' + task.task,
  at: task.changedAt,
});

export function draw(data) {
  return [headline(data), needs(data), rests(data), section('Books', books(data)), section('Readiness', parts(data))];
}

function headline({ balanced, ready, needs: waiting, books: all, more }) {
  const [shape, sentence] = !balanced
    ? ['bad', 'The books do not balance.']
    : ready === 'failing'
      ? ['bad', 'A part is failing.']
      : waiting.length > 0
        ? ['doubt', (more ? 'More than ' : '') + waiting.length + (waiting.length === 1 ? ' thing needs' : ' things need') + ' a person.']
        : ['good', 'All is well.'];
  const held = all.filter((book) => book.balanced).length;
  return el('div', { class: 'headline' }, mark(shape),
    el('div', {}, el('h1', {}, sentence),
      el('p', { class: 'quiet' }, held + ' of ' + all.length + ' books balance · the server is ' + (ready === 'ok' ? 'ready' : ready))));
}

function needs({ needs: waiting, balanced, books: all }) {
  const asked = total(all.find((book) => book.id === 'B1')?.left);
  const defect = balanced ? '' : el('p', { class: 'notice bad' },
    'A book that does not balance is a defect of Holdfast, or somebody else wrote to its database. Keep the data folder and type: ',
    el('code', {}, 'holdfast ledger verify'));
  if (waiting.length === 0) {
    return section('Needs a person', defect, asked
      ? empty('Nothing. Unknown and dead deliveries, escalated tasks, closed channels and jobs that are late or out of service appear here.')
      : empty('Nothing yet. Send the first request:', "holdfast ask '/site'", 'What becomes of it is under Runs.'));
  }
  return section('Needs a person', defect, el('ul', { class: 'cards' }, waiting.map(card)));
}

function card(item) {
  return el('li', { class: 'card' },
    el('div', { class: 'row' }, status(item.status), item.at ? ago(item.at) : ''),
    el('a', { class: 'cover', href: item.href }, foreign(brief(item.what))),
    item.text ? el('p', { class: 'quote' }, foreign(brief(item.text))) : '',
    item.why ? diagnostic(item.why) : '');
}

/** Jobs that somebody has put aside: no trouble, but easily forgotten. */
function rests({ resting }) {
  return resting.length === 0 ? '' : section('Jobs at rest', el('ul', { class: 'tiles' }, resting.map((it) =>
    el('li', {},
      el('div', { class: 'row' }, el('a', { href: '#/jobs/' + part(it.job), 'data-key': it.job }, foreign(it.job)), status(it.standing)),
      el('p', { class: 'quiet' }, foreign(brief(it.reason)), it.until ? ' – until ' + clock(it.until) + ' UTC' : '')))));
}

const total = (side) => (typeof side === 'number' ? side : Object.values(side ?? {}).reduce((sum, count) => sum + count, 0));

function terms(right) {
  const counted = Object.entries(right ?? {}).filter(([, count]) => count !== 0);
  return counted.map(([name, count]) => count.toLocaleString() + ' ' + name).join(' + ') || '0';
}

function books({ books: all }) {
  const rows = all.map((book) =>
    el('tr', {},
      el('td', {}, status(book.balanced ? 'balanced' : 'not balanced')),
      el('th', { scope: 'row' }, el('span', { class: 'id' }, book.id), ' ', book.name),
      el('td', { class: 'number' }, total(book.left).toLocaleString()),
      el('td', { class: 'wide' }, '= ' + terms(book.right)),
      el('td', { class: 'age' }, book.oldestPending ? ago(book.oldestPending) : el('span', { class: 'quiet' }, '–'))));
  return el('table', { class: 'books' },
    el('thead', {}, el('tr', {}, ['Balance', 'Book', 'In', 'Out and pending', 'Oldest pending'].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, rows));
}

const HIDDEN = ['part', 'status', 'diagnostic', 'oldestDue', 'heartbeat', 'nextDue'];
const WORST_FIRST = { bad: 0, doubt: 1, busy: 2, calm: 3, good: 4 };

function detail(part) {
  const counts = Object.entries(part).filter(([name]) => !HIDDEN.includes(name));
  return counts.map(([name, value]) => name.replace(/Millis$/, ' (ms)') + ' ' + value).join(' · ');
}

function parts({ parts: all }) {
  const sorted = all.toSorted((a, b) => WORST_FIRST[standing(a.status)] - WORST_FIRST[standing(b.status)]);
  return el('ul', { class: 'tiles' }, sorted.map((part) =>
    el('li', {},
      el('div', { class: 'row' }, el('b', {}, foreign(part.part)), status(part.status)),
      el('p', { class: 'quiet' }, detail(part), part.oldestDue ? ' · oldest due ' : '', part.oldestDue ? ago(part.oldestDue) : ''),
      part.diagnostic ? diagnostic(part.diagnostic) : '')));
}
