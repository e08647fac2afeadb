// The list of jobs: when they run, how they stand, what came of their last instants.

import { get, part } from './api.js';
import { ago, brief, el, empty, foreign, status } from './dom.js';
import { head, more, query, table } from './list.js';
import { legend, line, local, MOST } from './strokes.js';

const STATUSES = ['on', 'paused', 'off', 'enabling', 'tripped', 'over'];
// Each line of marks is a question of its own: a long list has them for its first jobs only.
const DRAWN = 100;

export async function load(view) {
  const page = await get(`/v1/jobs?${query(view)}`);
  const items = page.items.toSorted((a, b) => a.job.localeCompare(b.job));
  const instants = await Promise.all(items.slice(0, DRAWN).map(({ job }) =>
    get(`/v1/jobs/${part(job)}/instants?limit=${MOST}`).then((found) => found.items)));
  return { page, items, instants };
}

export function draw({ page, items, instants }, { view, again }) {
  const title = head('Jobs', '#/jobs', view, STATUSES);
  if (items.length === 0) {
    return [title, view.status
      ? empty('No job is ' + view.status + '.')
      : empty('No work recurs yet. Declare a job under jobs: in holdfast.yaml, or save one:', 'holdfast jobs save watch.yaml')];
  }
  const rows = items.map((job, i) => [
    status(job.status),
    el('span', {}, el('a', { class: 'cover', href: '#/jobs/' + part(job.job), 'data-key': job.job }, foreign(job.job)),
      el('small', {}, foreign(brief(job.words)))),
    instants[i]?.length ? line(instants[i]) : el('span', { class: 'quiet' }, '–'),
    next(job),
  ]);
  return [title, table('jobs', ['Status', 'Job', 'Last thirty instants', 'Next'], rows), legend(instants.flat()), more(page, view, again)];
}

/** When it runs next; a time that has passed tells how late it is. */
export function next(job) {
  return job.next
    ? el('span', {}, local(job.next.local), el('small', {}, ago(job.next.at, ' ago')))
    : el('span', { class: 'quiet' }, '–');
}
