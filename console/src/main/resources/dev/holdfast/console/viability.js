// What models really do: the last examination of each, and whether that still counts.

import { get, post } from './api.js';
import { ask } from './dialog.js';
import { ago, brief, clean, el, empty, foreign, section, status } from './dom.js';
import { table } from './list.js';

const UNDER_WAY = ['wanted', 'examining'];

export const load = async () => (await get(`/v1/viability`)).items;

export function draw(models, { act }) {
  const rows = models.map((it) => [
    status(it.counts && !UNDER_WAY.includes(it.status) ? it.found : it.status),
    el('span', {}, foreign(it.model), told(it).map((line) => el('small', {}, line))),
    millis(it.pace, 'first'),
    millis(it.pace, 'total'),
    it.pace?.tokensPerSecond ? it.pace.tokensPerSecond.toLocaleString() : '',
    el('span', {}, ago(it.at), UNDER_WAY.includes(it.status) ? '' : el('button', { type: 'button', 'data-key': 'examine-' + it.model, click: () => examining(it, act) }, 'Examine ' + clean(it.model))),
  ]);
  return section('What they really do', rows.length
    ? table('viability', ['Found', 'Model', 'First content', 'In all', 'Tokens/s', 'Age'], rows)
    : empty('No tier names a model that could be examined.'));
}

/** What it cannot, what could not be told, what is another than before: a line each. */
function told(it) {
  const traits = it.traits ?? [];
  const lacking = traits.filter(({ result }) => result !== 'passed').map(({ aspect, result, seen }) => line(aspect, (result === 'failed' ? '' : 'not told, ') + seen));
  const able = traits.filter(({ result }) => result === 'passed').map(({ aspect }) => aspect);
  const untold = traits.map((trait) => trait.untold ?? '').find((why) => why !== '');
  return [
    able.length ? ['can: ', able.join(', '), it.window ? ' of ' + it.window.toLocaleString() + ' tokens' : ''].join('') : '',
    ...lacking,
    untold ? line('could not be looked at anew, this was found before', untold) : '',
    ...(it.drift ?? []).map((what) => line('drift', what)),
    it.why && !UNDER_WAY.includes(it.status) ? line('counts no longer', it.why) : '',
    traits.length === 0 && it.status === 'new' ? 'Nobody has looked; what is declared counts.' : '',
  ].filter((words) => words !== '');
}

const line = (name, text) => foreign(name + ': ' + brief(text));

/** The middle one of a few answers, and the slowest but for a few. */
function millis(pace, what) {
  return pace?.asks ? pace[what + 'P50Millis'].toLocaleString() + ' / ' + pace[what + 'P95Millis'].toLocaleString() + ' ms' : '';
}

async function examining({ model }, act) {
  const said = await ask({
    title: 'Examine ' + clean(model) + '?',
    text: 'It is asked about a dozen questions, which cost what questions cost.',
    confirm: 'Examine it',
  });
  if (said) {
    await act(() => post(`/v1/viability/check`, { models: [model], reason: said.reason }));
  }
}
