// One run: what happened, in order; what the gate said; what went out.

import { follow, get, part, post } from './api.js';
import { ask } from './dialog.js';
import { brief, clean, diagnostic, el, elapsed, facts, folded, foreign, mark, section, status } from './dom.js';
import { clock } from './strokes.js';
import { tell, verdictParts } from './telling.js';

const OPEN = ['waiting', 'working'];

export async function load(view) {
  const run = await get(`/v1/runs/${part(view.id)}`);
  return { run, request: run.request ? await get(`/v1/requests/${part(run.request)}`) : {} };
}

/** Calls back whenever something happened to the run. */
export const live = (view, signal, heard) => follow(`/v1/runs/${part(view.id)}/events`, signal, heard);

export function draw({ run, request }, { act }) {
  return [
    el('p', { class: 'crumb' }, el('a', { href: '#/runs' }, 'Runs'), ' / ', el('span', { class: 'id' }, run.run)),
    el('div', { class: 'head' }, el('h1', {}, foreign(brief(request.text || run.job || run.contract))), status(run.status)),
    about(run, request),
    OPEN.includes(run.status) ? cancelling(run, act) : '',
    run.diagnostic ? el('div', { class: 'notice' }, diagnostic(run.diagnostic)) : '',
    el('div', { class: 'columns' },
      section('Timeline', timeline(run.timeline ?? [])),
      el('div', {}, gate(run), section('Deliveries', deliveries(run)), tools(run), output(run))),
  ];
}

function about(run, request) {
  return facts([
    ['Asked by', run.request ? el('span', {}, foreign(run.actor), ' on ', foreign(run.channel)) : ''],
    ['Job', run.job ? el('a', { href: '#/jobs/' + part(run.job) }, foreign(run.job)) : ''],
    ['Instant', run.instant ? clock(run.instant) + ' UTC' : ''],
    ['Route', request.route ? foreign(request.route) : ''],
    ['Contract', foreign(run.contract)],
    ['Agent', run.tasks?.[0]?.agent ? foreign(run.tasks[0].agent) : ''],
    ['Session', run.session ? el('span', { class: 'id' }, run.session) : ''],
    ['Configuration', run.policyVersion ? el('a', { href: '#/config' }, 'version ' + run.policyVersion) : ''],
    ['Correlation', el('span', { class: 'id long' }, foreign(run.correlationId ?? ''))],
  ]);
}

function cancelling(run, act) {
  const cancel = async () => {
    const said = await ask({
      title: 'Cancel this run?',
      text: 'Its worker is told at the next heartbeat, its program is killed with its children. A late result changes nothing.',
      confirm: 'Cancel the run',
    });
    if (said) {
      await act(() => post(`/v1/runs/${part(run.run)}/cancel`, { reason: said.reason }));
    }
  };
  return el('p', {}, el('button', { type: 'button', class: 'danger', 'data-key': 'cancel', click: cancel }, 'Cancel the run'));
}

function timeline(steps) {
  const begin = steps.length ? Date.parse(steps[0].at) : 0;
  const told = steps.map((step) => ({ step, told: tell(step) })).filter((line) => line.told);
  return el('ol', { class: 'timeline' }, told.map(({ step, told: line }) => moment(step, line, begin)));
}

function since(millis) {
  return millis < 600_000 ? '+' + (millis / 1000).toFixed(millis < 10_000 ? 2 : 0) + ' s' : '+' + elapsed(millis);
}

function moment(step, line, begin) {
  return el('li', { class: line.shape },
    mark(line.shape),
    el('div', {},
      el('p', {}, foreign(line.sentence)),
      line.details.map((text) => el('p', { class: 'quiet' }, foreign(text))),
      line.diagnostic ? diagnostic(line.diagnostic) : ''),
    el('time', { datetime: step.at, title: new Date(step.at).toLocaleString(), class: 'since' }, since(Date.parse(step.at) - begin)));
}

/** The last verdict, part by part, and what the result rests on. */
function gate(run) {
  const judged = (run.timeline ?? []).findLast((step) => step.what === 'task.judged');
  if (!judged) {
    return section('Gate', el('p', { class: 'quiet' }, 'Nothing has been judged yet.'));
  }
  const parts = verdictParts(judged.detail.verdict ?? {});
  const evidence = (run.tasks ?? []).flatMap((task) => task.evidence ?? []);
  return section('Gate',
    el('ul', { class: 'checks' }, parts.map(check)),
    evidence.length ? el('ul', { class: 'evidence' }, evidence.map(proof)) : el('p', { class: 'quiet' }, 'No evidence was handed in.'));
}

const check = (part) =>
  el('li', {}, mark(part.passed ? 'good' : 'bad'),
    el('div', {}, foreign(part.name), part.passed ? el('span', { class: 'quiet' }, ' holds') : '',
      part.findings.map((finding) => el('p', { class: 'quiet' }, foreign((finding.where ? finding.where + ': ' : '') + finding.what)))));

const proof = (item) =>
  el('li', {}, el('b', {}, foreign(item.kind)), ' ', foreign(brief(item.ref)), item.summary ? el('p', { class: 'quiet' }, foreign(item.summary)) : '',
    item.sha256 ? el('span', { class: 'id', title: item.sha256 }, 'sha256 ' + clean(item.sha256).slice(0, 12) + '…') : '');

function deliveries(run) {
  const all = run.deliveries ?? [];
  if (all.length === 0) {
    return el('p', { class: 'quiet' }, 'Nothing has gone out yet.');
  }
  return el('ul', { class: 'checks' }, all.map((delivery) =>
    el('li', {}, el('div', {},
      el('div', { class: 'row' }, el('a', { href: '#/deliveries/' + delivery.delivery }, foreign(delivery.kind + ' to ' + delivery.channel)), status(delivery.status)),
      delivery.receipt ? el('p', { class: 'quiet' }, 'receipt ', el('span', { class: 'id' }, foreign(delivery.receipt))) : '',
      delivery.diagnostic ? diagnostic(delivery.diagnostic) : ''))));
}

function tools(run) {
  const all = run.effects ?? [];
  return all.length === 0 ? '' : section('Tools and models', el('ul', { class: 'checks' }, all.map((effect) =>
    el('li', {}, el('div', {}, el('div', { class: 'row' }, foreign(effect.tool ?? effect.effect), status(effect.status)),
      effect.message ? el('p', { class: 'quiet' }, foreign(effect.message)) : '',
      effect.diagnostic ? diagnostic(effect.diagnostic) : '')))));
}

const output = (run) => (run.output === undefined ? '' : section('Output', folded('output', 'As JSON', JSON.stringify(run.output, null, 2))));
