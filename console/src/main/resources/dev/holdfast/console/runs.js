// The list of runs: what was asked, which way it went, who works on it.

import { get } from './api.js';
import { ago, brief, el, empty, foreign, status } from './dom.js';
import { head, more, query, table } from './list.js';
import { clock } from './strokes.js';

const STATUSES = ['waiting', 'working', 'completed', 'failed', 'escalated', 'cancelled'];
const MOST = 500;

const number = (id) => id.slice(id.indexOf('_'));

/** A run, its request and its first task share one number; a filtered list asks for more of them. */
export async function load(view) {
  const runs = await get(`/v1/runs?${query(view)}`);
  if (runs.items.length === 0) {
    return { page: runs, requests: {}, tasks: {} };
  }
  const limit = view.status ? MOST : Math.min(MOST, runs.items.length * 2);
  const [requests, tasks] = await Promise.all([
    get(`/v1/requests?limit=${limit}`),
    get(`/v1/tasks?limit=${limit}`),
  ]);
  const wanted = new Set(runs.items.map((run) => number(run.run)));
  return { page: runs, requests: known(requests, 'request', wanted), tasks: known(tasks, 'task', wanted) };
}

function known(page, member, wanted) {
  const found = page.items.filter((item) => wanted.has(number(item[member])));
  return Object.fromEntries(found.map((item) => [number(item[member]), item]));
}

export function draw({ page, requests, tasks }, { view, again }) {
  const title = head('Runs', '#/runs', view, STATUSES);
  if (page.items.length === 0) {
    return [title, view.status
      ? empty('No run is ' + view.status + '.')
      : empty('Nothing has been asked yet. Send the first request:', "holdfast ask '/site'", 'It appears here at once, as a timeline.')];
  }
  const rows = page.items.map((run) => row(run, requests[number(run.run)] ?? {}, tasks[number(run.run)] ?? {}));
  return [title, table('runs', ['Status', 'Asked', 'Route', 'Agent', 'Age'], rows), more(page, view, again)];
}

const dash = () => el('span', { class: 'quiet' }, '–');

function row(run, request, task) {
  const asked = request.text ? brief(request.text, 110) : (run.job ?? run.contract);
  return [
    status(run.status),
    el('span', {},
      el('a', { class: 'cover', href: '#/runs/' + run.run, 'data-key': run.run }, foreign(asked)),
      el('small', {}, run.job ? 'job, for ' + clock(run.instant) + ' UTC' : [foreign(run.actor), ' on ', foreign(run.channel)], ' · ', el('span', { class: 'id' }, run.run))),
    request.route ? foreign(request.route) : dash(),
    task.agent ? foreign(task.agent) : dash(),
    ago(run.changedAt),
  ];
}
