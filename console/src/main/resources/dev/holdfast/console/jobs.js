// The list of jobs: when they run, how they stand, what came of their last instants.

import { get, part } from './api.js';
import { ago, brief, el, empty, foreign, status } from './dom.js';
import { head, more, query, table } from './list.js';
import { legend, line, local } from './strokes.js';

const STATUSES = ['on', 'paused', 'off', 'enabling', 'tripped', 'over'];

export const load = (view) => get(`/v1/jobs?${query(view)}`);

export function draw(page, { view, again }) {
  const items = page.items.toSorted((a, b) => a.job.localeCompare(b.job));
  const title = head('Jobs', '#/jobs', view, STATUSES);
  if (items.length === 0) {
    return [title, view.status
      ? empty('No job is ' + view.status + '.')
      : empty('No work recurs yet. Declare a job under jobs: in holdfast.yaml, or save one:', 'holdfast jobs save watch.yaml')];
  }
  const rows = items.map((job) => [
    status(job.status),
    el('span', {}, el('a', { class: 'cover', href: '#/jobs/' + part(job.job), 'data-key': job.job }, foreign(job.job)),
      el('small', {}, foreign(brief(job.words)))),
    job.marks.length ? line(job.marks) : el('span', { class: 'quiet' }, '–'),
    next(job),
  ]);
  return [title, table('jobs', ['Status', 'Job', 'Last thirty instants', 'Next'], rows), legend(items.flatMap((job) => job.marks)), more(page, view, again)];
}

/** When it runs next; a time that has passed tells how late it is. */
export function next(job) {
  return job.next
    ? el('span', {}, local(job.next.local), el('small', {}, ago(job.next.at, ' ago')))
    : el('span', { class: 'quiet' }, '–');
}
