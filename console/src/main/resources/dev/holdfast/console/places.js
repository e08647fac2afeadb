// Sessions, channels and the configuration: where things happen, and by which rules.

import { get, part, post } from './api.js';
import { ask } from './dialog.js';
import { ago, brief, clean, diagnostic, el, empty, folded, foreign, section, status } from './dom.js';
import { head, more, query, table } from './list.js';

export const sessions = {
  load: (view) => get(`/v1/sessions?${query(view)}`),
  draw(page, { view, again }) {
    const title = head('Sessions', '#/sessions', view, ['idle', 'busy']);
    if (page.items.length === 0) {
      return [title, view.status
        ? empty('No session is ' + view.status + '.')
        : empty('Nobody has spoken yet. The first request opens a session:', "holdfast ask 'hello'")];
    }
    const rows = page.items.map((it) => [
      status(it.status),
      el('span', {}, foreign(it.actor || it.thread || 'everybody'), el('small', {}, el('span', { class: 'id' }, it.session))),
      foreign(it.channel),
      String(it.turns),
      it.run ? el('a', { href: '#/runs/' + it.run, class: 'id', 'data-key': it.run }, it.run) : el('span', { class: 'quiet' }, '–'),
      (it.waiting ?? []).length ? String(it.waiting.length) : el('span', { class: 'quiet' }, '–'),
    ]);
    return [title, table('sessions', ['Status', 'Who', 'Channel', 'Turns', 'Working', 'Waiting'], rows), more(page, view, again)];
  },
};

export const channels = {
  load: () => get(`/v1/channels`),
  draw(page, { act }) {
    const title = head('Channels', '#/channels', {});
    if (page.items.length === 0) {
      return [title, empty('The workspace has no channel. Add one under channels: in holdfast.yaml, then:', 'holdfast config check')];
    }
    return [title, el('ul', { class: 'cards' }, page.items.map((it) => channel(it, act)))];
  },
};

function channel(it, act) {
  const enabling = async () => {
    const said = await ask({
      title: 'Open channel ' + clean(it.channel) + ' again?',
      text: 'What waits for it goes out at once. Make sure that the reason it was closed for is gone.',
      confirm: 'Open it',
    });
    if (said) {
      await act(() => post(`/v1/channels/${part(it.channel)}/enable`, { reason: said.reason }));
    }
  };
  return el('li', { class: 'card' },
    el('div', { class: 'row' }, el('b', {}, foreign(it.channel)), status(it.status)),
    el('p', { class: 'quiet' }, it.kind, (it.accepts ?? []).length ? ' · takes ' + it.accepts.join(', ') : '', ' · ' + it.waiting + ' waiting'),
    it.lastReceipt
      ? el('p', { class: 'quiet' }, 'Last receipt ', el('span', { class: 'id' }, foreign(brief(it.lastReceipt.receipt, 80))), ', ', ago(it.lastReceipt.at), ' ago')
      : el('p', { class: 'quiet' }, 'No receipt yet'),
    it.diagnostic ? diagnostic(it.diagnostic) : '',
    it.status === 'disabled' ? el('div', { class: 'buttons' }, el('button', { type: 'button', class: 'main', 'data-key': 'enable-' + it.channel, click: enabling }, 'Open it again')) : '');
}

export const config = {
  async load() {
    const [current, versions] = await Promise.all([get(`/v1/config`), get(`/v1/config/versions`)]);
    return { current, versions: versions.items };
  },
  draw({ current, versions }) {
    const rows = versions.map((it) => [
      el('span', {}, 'Version ' + it.version, it.version === current.version ? el('small', {}, 'in force') : ''),
      foreign(it.author),
      foreign(brief(it.reason)),
      el('span', { class: 'id', title: it.sha256 }, it.sha256.slice(0, 12)),
      ago(it.at),
    ]);
    return [
      head('Configuration', '#/config', {}),
      table('config', ['Version', 'Who', 'Why', 'SHA-256', 'Age'], rows),
      section('Version ' + current.version, files(current.content).map(([name, text]) => folded('file-' + name, clean(name), text))),
    ];
  },
};

/** A version is one text, or the workspace's own and others by their file's name. */
function files(content) {
  if (typeof content === 'string') {
    return [['holdfast.yaml', content]];
  }
  return Object.entries(content ?? {}).flatMap(([name, value]) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? files(value)
      : [[name === 'yaml' ? 'holdfast.yaml' : name, typeof value === 'string' ? value : JSON.stringify(value, null, 2)]]);
}
