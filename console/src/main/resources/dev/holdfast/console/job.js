// One job: when it runs and whether it does, what it would need, what came of it, who changed it.

import { get, part, post } from './api.js';
import { ask } from './dialog.js';
import { ago, brief, clean, diagnostic, el, elapsed, facts, folded, foreign, mark, section, status } from './dom.js';
import { more, table } from './list.js';
import { became, clock, legend, line, local, MOST } from './strokes.js';

export async function load(view) {
  const path = part(view.id);
  const [job, instants] = await Promise.all([
    get(`/v1/jobs/${path}`),
    get(`/v1/jobs/${path}/instants?limit=${view.limit ?? MOST}`),
  ]);
  // Read back from the ledger, so only when it may have become longer.
  const standing = JSON.stringify([job.revision, job.status, job.reason, job.until, job.trialAt, job.backfill, byHand(job)]);
  if (view.standing !== standing) {
    view.changes = await get(`/v1/jobs/${path}/changes`);
    view.standing = standing;
  }
  return { job, instants, changes: view.changes };
}

/** Which of its runs a person has begun: that is a change, while one by its schedule is none. */
const byHand = ({ running, lastRun }) => [running, lastRun].filter((it) => it?.cause === 'byHand').map((it) => it.run);

/** Whether a report is on its way. */
export const moving = ({ job }) => job.status === 'enabling' || ['wanted', 'checking'].includes(job.preflight.status);

export function draw({ job, instants, changes }, { view, act, again }) {
  const zone = job.spec.schedule?.zone;
  return [
    el('p', { class: 'crumb' }, el('a', { href: '#/jobs' }, 'Jobs'), ' / ', el('span', { class: 'id' }, foreign(job.job))),
    el('div', { class: 'head' }, el('h1', {}, foreign(job.job)), status(job.status)),
    el('p', { class: 'words' }, foreign(sentence(job, zone)), job.next ? [' (', ago(job.next.at, ' ago'), ')'] : ''),
    service(job, zone),
    el('div', { class: 'buttons' }, buttons(job, act)),
    facts([
      ['Owner', foreign(job.owner)],
      ['Topic', foreign(job.topic)],
      ['Contract', foreign(job.contract)],
      ['Delivers', foreign(job.delivers)],
      ['Runbook', job.spec.runbook ? foreign(job.spec.runbook) : ''],
      ['Last ran', job.lastRun ? clock(job.lastRun.nominal, zone) : 'never'],
      ['Last message', job.lastDelivery ? el('a', { href: '#/deliveries/' + job.lastDelivery.delivery }, job.lastDelivery.status) : ''],
      ['Running', job.running ? el('a', { href: '#/runs/' + job.running.run }, 'for ' + clock(job.running.nominal, zone)) : ''],
      ['Filling in', job.backfill ? 'up to ' + clock(job.backfill.until, zone) : ''],
      ['Revision', String(job.revision)],
    ]),
    section('Last thirty instants', instants.items.length ? [el('p', {}, line(instants.items, zone)), legend(instants.items)] : nothing('None yet.')),
    el('div', { class: 'columns' }, section('Preflight', preflight(job, zone)), el('div', {}, section('Breaker', breaker(job)))),
    section('Instants', instants.items.length ? happened(instants.items, zone) : nothing('None yet.'), more(instants, view, again)),
    section('Changes', el('ol', { class: 'changes' }, changes.items.map(change)), further(view, changes, again)),
    section('As it is saved', folded('spec', 'As JSON', JSON.stringify(job.spec, null, 2))),
  ];
}

const nothing = (words) => el('p', { class: 'quiet' }, words);

const sentence = (job, zone) => clean(job.words) + (job.next ? '; next ' + local(job.next.local) + (zone ? '' : ' UTC') : '');

/** Why it is not in service, and until when. */
function service(job, zone) {
  const trial = job.trialAt ? 'Tried again, unseen by anybody, ' + clock(job.trialAt, zone) + '.' : '';
  if (job.diagnostic) {
    return el('div', { class: 'notice bad' }, diagnostic(job.diagnostic), el('p', { class: 'told' }, trial));
  }
  const why = job.reason || (job.status === 'off' ? 'Nobody has enabled it yet.' : '');
  return why ? el('p', { class: 'notice' }, foreign(why), job.until ? ' – until ' + clock(job.until, zone) : '') : '';
}

const DAY_MS = 86_400_000;
const OUT = ['off', 'tripped', 'over'];

/** What can be done with it, each with what a person is told before it is done. */
function buttons(job, act) {
  const path = part(job.job);
  const name = clean(job.job);
  const verbs = [
    [job.status === 'paused', 'Resume', 'main', 'Its instants are run again from now on; those of the pause stay skipped.',
      (said) => post(`/v1/jobs/${path}/enable`, said)],
    [OUT.includes(job.status), 'Enable', 'main', 'Its preflight must pass first. An open breaker is closed by this.',
      (said) => post(`/v1/jobs/${path}/enable`, said)],
    [true, 'Run now', '', 'It runs once, under its contract, whether it is enabled or not.',
      (said) => post(`/v1/jobs/${path}/run`, said)],
    [job.status === 'on', 'Pause', '', 'Its instants are skipped until then. A run that goes on is not stopped.',
      (said) => post(`/v1/jobs/${path}/pause`, said), { until: new Date(Date.now() + DAY_MS) }],
    [!OUT.slice(0, 1).includes(job.status), 'Disable', 'danger', 'It is out of service until somebody enables it.',
      (said) => post(`/v1/jobs/${path}/disable`, said)],
  ];
  const shown = verbs.filter(([fits]) => fits).map(([, label, kind, text, order, asked]) =>
    button(label, kind, async () => {
      const said = await ask({ title: label + ': ' + name + '?', text, confirm: label, ...asked });
      if (said) {
        await act(() => order(said.until ? { reason: said.reason, until: said.until } : { reason: said.reason }));
      }
    }));
  return [...shown, button('Look now', '', () => act(() => post(`/v1/jobs/${path}/preflight`, {})), 'Makes a preflight; nothing is run or sent')];
}

const button = (label, kind, click, title = '') => el('button', { type: 'button', class: kind, 'data-key': label, title, click }, label);

const WAITS = { none: 'It has not been looked at yet.', wanted: 'It waits for a node that looks.', checking: 'A node looks at it.' };

function preflight({ preflight: report }, zone) {
  const summary = WAITS[report.status] ?? (report.status === 'failed'
    ? 'Failed ' + clock(report.at, zone) + '.'
    : 'Passed ' + clock(report.at, zone) + (report.holds ? ', holds until ' + clock(report.expiresAt, zone) : ', but something has changed since, or it is too old') + '.');
  return [
    el('p', { class: 'quiet' }, summary),
    el('ul', { class: 'checks' }, (report.parts ?? []).toSorted((a, b) => a.passed - b.passed).map((it) =>
      el('li', {}, mark(it.passed ? 'good' : 'bad'),
        el('div', {}, foreign(it.name), el('span', { class: 'quiet' }, it.passed ? ' passed' : ' failed'),
          el('p', { class: it.passed ? 'quiet' : '' }, foreign(it.evidence)),
          it.passed ? '' : el('p', {}, el('b', {}, 'Next: '), foreign(it.nextAction)))))),
  ];
}

function breaker({ breaker: it, spec }) {
  const limit = (key, unit = '') => (spec.breaker?.[key] ? ' (' + spec.breaker[key] + unit + ' trip it)' : '');
  return [
    el('p', {}, el('span', { class: 'status ' + (it.status === 'open' ? 'bad' : 'good') }, mark(it.status === 'open' ? 'bad' : 'good'),
      it.status === 'open' ? 'open: nothing is run' : 'closed'), it.trialAt ? [', a trial ', ago(it.trialAt, ' ago')] : ''),
    el('ul', { class: 'checks' }, [
      it.failures + (it.failures === 1 ? ' failure' : ' failures in a row') + limit('failures'),
      it.recent ? it.recentFailures + ' of the last ' + it.recent + ' runs failed' + limit('failing', '%') : '',
      spec.breaker?.repeats ? it.repeats + ' times the same output' + limit('repeats') : '',
      spec.breaker?.noise ? it.messages + ' messages within this hour' + limit('noise') : '',
      it.trips ? 'tripped ' + it.trips + (it.trips === 1 ? ' time' : ' times') : '',
      spec.breaker?.escalate ? 'tells ' + clean(spec.breaker.escalate) : '',
    ].filter(Boolean).map((words) => el('li', {}, words))),
  ];
}

const MILLIS = 1_000;

function happened(instants, zone) {
  const rows = instants.map((it) => [
    became(it),
    el('span', {}, it.run ? el('a', { class: 'cover', href: '#/runs/' + it.run, 'data-key': it.id }, clock(it.nominal, zone)) : clock(it.nominal, zone),
      it.count > 1 ? ' and ' + (it.count - 1) + ' more up to ' + clock(it.last, zone) : '', el('small', {}, foreign(brief(it.reason ?? '')))),
    CAUSES[it.cause] ?? (it.cause ? clean(it.cause) : ''),
    it.delivered ?? '',
    it.latenessMillis === undefined ? '' : it.latenessMillis < MILLIS ? it.latenessMillis + ' ms' : elapsed(it.latenessMillis),
  ]);
  return table('instants', ['Became', 'When', 'Because of', 'Message', 'Late'], rows);
}

const CAUSES = { schedule: 'schedule', catchUp: 'catching up', backfill: 'backfill', byHand: 'a person', trial: 'trial' };

function change(it) {
  return el('li', {},
    el('p', {}, el('b', {}, clean(it.what).replaceAll('-', ' ')), it.revision ? ' as revision ' + it.revision : '', ' by ', foreign(it.author || it.by),
      ' ', el('span', { class: 'quiet' }, ago(it.at, ' ago'))),
    it.reason ? el('p', { class: 'quote' }, foreign(it.reason), it.until ? ' – until ' + clock(it.until) + ' UTC' : '') : '',
    it.diff?.length ? el('details', { 'data-key': 'diff-' + it.entry }, el('summary', {}, it.diff.length === 1 ? 'One key' : it.diff.length + ' keys'),
      el('ul', { class: 'diff' }, it.diff.map(difference))) : '');
}

const value = (json) => brief(typeof json === 'string' ? json : JSON.stringify(json));

const difference = ({ key, before, after }) => el('li', {}, foreign(key), ': ',
  before === undefined ? '' : el('del', {}, foreign(value(before))), before !== undefined && after !== undefined ? ' → ' : '',
  after === undefined ? '' : el('ins', {}, foreign(value(after))));

/** One answer looks at so many entries and no more, so it may be empty and the list still go on. */
function further(view, changes, again) {
  const go = async () => {
    const page = await get(`/v1/jobs/${part(view.id)}/changes?cursor=${part(changes.nextCursor)}`);
    view.changes = { ...page, items: [...changes.items, ...page.items] };
    again();
  };
  return changes.nextCursor ? button('Look further back', '', go) : '';
}
