// Tasks and deliveries: what was delegated, and what goes out.

import { get, part, post } from './api.js';
import { ask } from './dialog.js';
import { ago, brief, diagnostic, el, empty, facts, folded, foreign, section, status } from './dom.js';
import { head, more, query, table } from './list.js';

const json = (value) => JSON.stringify(value, null, 2);
const link = (place, id) => (id ? el('a', { href: place + id, class: 'id' }, id) : '');

const TASK_STATUSES = ['offered', 'leased', 'resting', 'accepted', 'rejected', 'escalated', 'failed', 'expired', 'cancelled'];

export const tasks = {
  load: (view) => get(`/v1/tasks?${query(view)}`),
  draw(page, { view, again }) {
    const title = head('Tasks', '#/tasks', view, TASK_STATUSES);
    if (page.items.length === 0) {
      return [title, view.status
        ? empty('No task is ' + view.status + '.')
        : empty('No work has been delegated yet. A request causes a task:', "holdfast ask '/site'")];
    }
    const rows = page.items.map((task) => [
      status(task.status),
      el('span', {}, el('a', { class: 'cover', href: '#/tasks/' + task.task, 'data-key': task.task }, foreign(brief(task.objective))),
        el('small', {}, el('span', { class: 'id' }, task.task), task.lane ? [' · lane ', foreign(task.lane)] : '')),
      foreign(task.agent),
      task.holder ? foreign(task.holder) : el('span', { class: 'quiet' }, '–'),
      String(task.attempts),
    ]);
    return [title, table('tasks', ['Status', 'Objective', 'Agent', 'Held by', 'Attempts'], rows), more(page, view, again)];
  },
};

export const task = {
  load: (view) => get(`/v1/tasks/${part(view.id)}`),
  draw: (it) => [
    el('p', { class: 'crumb' }, el('a', { href: '#/tasks' }, 'Tasks'), ' / ', el('span', { class: 'id' }, it.task)),
    el('div', { class: 'head' }, el('h1', {}, foreign(brief(it.objective))), status(it.status)),
    facts([
      ['Agent', foreign(it.agent)],
      ['Contract', it.contract ? foreign(it.contract) : ''],
      ['Run', link('#/runs/', it.run)],
      ['Parent', link('#/tasks/', it.parent)],
      ['Held by', it.holder ? foreign(it.holder) : ''],
      ['Deadline', it.deadline ? ago(it.deadline) : ''],
      ['Attempts', String(it.attempts)],
      ['Allowed', (it.allow ?? []).length ? foreign(it.allow.join(', ')) : 'no tools'],
      ['Used', (it.used ?? []).length ? foreign(it.used.join(', ')) : ''],
      ['Correlation', it.correlationId ? el('span', { class: 'id long' }, foreign(it.correlationId)) : ''],
    ]),
    it.diagnostic ? el('div', { class: 'notice' }, diagnostic(it.diagnostic)) : '',
    it.reason ? el('p', { class: 'notice' }, foreign(it.reason)) : '',
    (it.feedback ?? []).length
      ? section('Findings of the last verdict', el('ul', {}, it.feedback.map((finding) => el('li', {}, foreign((finding.where ? finding.where + ': ' : '') + finding.what)))))
      : '',
    (it.evidence ?? []).length
      ? section('Evidence', el('ul', {}, it.evidence.map((item) => el('li', {}, el('b', {}, foreign(item.kind)), ' ', foreign(brief(item.ref))))))
      : '',
    section('In and out', folded('input', 'Input', json(it.input ?? null)), it.output === undefined ? '' : folded('output', 'Output', json(it.output))),
  ],
};

const DELIVERY_STATUSES = ['blocked', 'ready', 'sending', 'resting', 'delivered', 'unknown', 'dead', 'expired', 'suppressed'];

export const deliveries = {
  load: (view) => get(`/v1/deliveries?${query(view)}`),
  draw(page, { view, again }) {
    const title = head('Deliveries', '#/deliveries', view, DELIVERY_STATUSES);
    if (page.items.length === 0) {
      return [title, view.status
        ? empty('No delivery is ' + view.status + '.')
        : empty('Nothing has gone out yet. A request brings a reply:', "holdfast ask '/site'")];
    }
    const rows = page.items.map((it) => [
      status(it.status),
      el('span', {}, el('a', { class: 'cover', href: '#/deliveries/' + it.delivery, 'data-key': it.delivery }, foreign(brief(it.subject || it.text || it.kind))),
        el('small', {}, el('span', { class: 'id' }, it.delivery), it.receipt ? [' · receipt ', foreign(brief(it.receipt, 60))] : '')),
      it.kind,
      foreign(it.channel),
      ago(it.createdAt),
    ]);
    return [title, table('deliveries', ['Status', 'Message', 'Kind', 'Channel', 'Age'], rows), more(page, view, again)];
  },
};

const MAY_RETRY = ['dead', 'expired', 'unknown'];

export const delivery = {
  load: (view) => get(`/v1/deliveries/${part(view.id)}`),
  draw: (it, { act }) => [
    el('p', { class: 'crumb' }, el('a', { href: '#/deliveries' }, 'Deliveries'), ' / ', el('span', { class: 'id' }, it.delivery)),
    el('div', { class: 'head' }, el('h1', {}, foreign(it.kind + ' to ' + it.channel)), status(it.status)),
    facts([
      ['Made', ago(it.createdAt)],
      ['Delivered', it.deliveredAt ? ago(it.deliveredAt) : ''],
      ['Receipt', it.receipt ? el('span', { class: 'id' }, foreign(it.receipt)) : ''],
      ['Attempts', String(it.attempts)],
      ['Run', link('#/runs/', it.run)],
      ['Job', link('#/jobs/', it.job)],
      ['Task', link('#/tasks/', it.task)],
      ['Passed the gate', it.provenance === 'gated' ? el('span', { class: 'id', title: it.outputSha256 }, 'sha256 ' + it.outputSha256.slice(0, 12) + '…') : ''],
      ['Expires', it.deliveredAt ? '' : ago(it.expiresAt)],
    ]),
    it.diagnostic ? el('div', { class: 'notice' }, diagnostic(it.diagnostic)) : '',
    it.reason ? el('p', { class: 'notice' }, foreign(it.reason)) : '',
    el('div', { class: 'buttons' },
      it.status === 'unknown' ? button('Say what became of it', 'main', () => resolving(it, act)) : '',
      MAY_RETRY.includes(it.status) ? button('Send it again', '', () => retrying(it, act)) : ''),
    section('Message', it.subject ? el('p', {}, el('b', {}, foreign(it.subject))) : '', el('pre', { tabindex: '0' }, foreign(it.text ?? '')),
      it.data === undefined ? '' : folded('data', 'Data', json(it.data))),
  ],
};

const button = (label, kind, click) => el('button', { type: 'button', class: kind, 'data-key': label, click }, label);

async function retrying(it, act) {
  const said = await ask({
    title: 'Send it again?',
    text: it.status === 'unknown'
      ? 'It may have arrived already: whoever gets it may then get it twice, under the same id.'
      : 'It goes out under the same id, with new attempts.',
    confirm: 'Send it again',
  });
  if (said) {
    await act(() => post(`/v1/deliveries/${part(it.delivery)}/retry`, { reason: said.reason }));
  }
}

async function resolving(it, act) {
  const said = await ask({
    title: 'What became of it?',
    text: 'It was sent, and no answer came. Look at the other side first; what you say here is entered in the ledger in your name.',
    choices: [['delivered', 'It arrived.'], ['notDelivered', 'It did not arrive.']],
    confirm: 'Enter this',
  });
  if (said) {
    await act(() => post(`/v1/deliveries/${part(it.delivery)}/resolve`, { outcome: said.choice, reason: said.reason }));
  }
}
