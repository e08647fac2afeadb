// Who answers: each tier and class with its models in their order, what is left alone and why, and
// which questions went on to another model. What that costs is told by spending.js,
// what they can by viability.js.

import { get, part, post } from './api.js';
import { ask } from './dialog.js';
import { ago, brief, clean, el, empty, foreign, section, status } from './dom.js';
import { head, table } from './list.js';
import * as spending from './spending.js';
import * as viability from './viability.js';

export async function load(view) {
  const [tiers, cooldowns, fallbacks, examined, costs] = await Promise.all([
    get(`/v1/tiers`),
    get(`/v1/cooldowns`),
    get(`/v1/fallbacks`),
    viability.load(),
    spending.load(view),
  ]);
  return { tiers: tiers.items, cooldowns: cooldowns.items, fallbacks: fallbacks.items, examined, costs };
}

export function draw({ tiers: all, cooldowns, fallbacks, examined, costs }, tools) {
  const tiers = all.filter((it) => it.kind === 'tier');
  const classes = all.filter((it) => it.kind === 'class');
  return [
    head('Models', '#/models', {}),
    section('Tiers', tiers.length
      ? el('ul', { class: 'cards' }, tiers.map(tier))
      : empty('The workspace names no tier, so no model is asked. Name some under models: in holdfast.yaml, then:', 'holdfast config check')),
    section('Left alone', cooldowns.length
      ? el('ul', { class: 'cards' }, cooldowns.map((it) => leftAlone(it, tools.act)))
      : el('p', { class: 'quiet' }, 'Nothing. What keeps failing is left alone for a while, and shown here with why and until when.')),
    viability.draw(examined, tools),
    section('Recent fallbacks', fallbacks.length
      ? wentOn(fallbacks)
      : el('p', { class: 'quiet' }, 'None among the newest attempts: every question was answered by the model that it went to first, or by none.')),
    ...spending.draw(costs, tools),
    section('Classes', patience(classes)),
  ];
}

function tier(it) {
  return el('li', { class: 'card' },
    el('div', { class: 'row' }, el('b', {}, foreign(it.name)), el('span', { class: 'quiet' }, it.asked ? ['asks ', foreign(it.asked)] : 'asks nobody')),
    el('ol', { class: 'chain' }, it.chain.map(link)));
}

/** One model of a chain: how it looks for it, why it is passed by, until when. */
function link({ model, status: word, why, until, lacks }) {
  return el('li', {},
    el('div', { class: 'row' }, foreign(model), status(word)),
    why ? el('p', { class: 'quiet' }, foreign(brief(why)), until ? [', asked again ', ago(until, ' ago')] : '') : '',
    lacks ? el('p', { class: 'quiet' }, 'not asked for what needs ' + clean(lacks.join(', '))) : '');
}

function leftAlone(it, act) {
  const releasing = async () => {
    const said = await ask({
      title: 'Ask ' + clean(it.scope) + ' again now?',
      text: 'The next question that would go there goes there, before its time. If it fails again, it is left alone again.',
      confirm: 'Ask it again',
    });
    if (said) {
      await act(() => post(`/v1/cooldowns/release`, { scope: it.scope, reason: said.reason }));
    }
  };
  return el('li', { class: 'card' },
    el('div', { class: 'row' }, el('b', {}, foreign(it.scope)), status(it.status)),
    el('p', {}, foreign(it.class), it.message ? [': ', foreign(brief(it.message))] : ''),
    el('p', { class: 'quiet' }, it.status === 'trial' ? ['being tried by ', foreign(it.holder), ', given up '] : 'asked again ', ago(it.until, ' ago'),
      ' · left alone for ', ago(it.since), it.round > 1 ? ', for the ' + it.round + '. time in a row' : ''),
    el('div', { class: 'buttons' },
      el('button', { type: 'button', 'data-key': 'release-' + it.scope, click: releasing }, 'Ask ' + clean(it.scope) + ' again')));
}

function wentOn(fallbacks) {
  const rows = fallbacks.map((it) => [
    status(it.outcome),
    el('span', {}, it.run
      ? el('a', { class: 'cover', href: '#/runs/' + part(it.run), 'data-key': it.run + it.attempt + it.at }, way(it))
      : way(it),
      el('small', {}, foreign(it.class ?? ''), it.message ? [': ', foreign(brief(it.message))] : '')),
    foreign(it.asked),
    foreign(it.agent || it.actor || ''),
    ago(it.at),
  ]);
  return table('fallbacks', ['Outcome', 'From and to', 'Asked', 'For', 'Age'], rows);
}

const way = ({ from, to }) => [foreign(from), ' → ', foreign(to)];

/** A model in a line of them, with how it looks for it where it is not asked like any other. */
const state = ({ model, status: word }) => model + (word === 'open' ? '' : ' (' + word + ')');

function patience(classes) {
  const rows = classes.map((it) => [
    foreign(it.name),
    it.chain.length ? foreign(it.chain.map(state).join(', ')) : el('span', { class: 'quiet' }, 'no tier of its own'),
    ...['connect', 'first', 'idle', 'total'].map((name) => lasts(it[name])),
  ]);
  return table('classes', ['Class', 'Models, in their order', 'Connect', 'First', 'Idle', 'Total'], rows);
}

const UNITS = { H: 'h', M: 'min', S: 's' };

/** `PT1M30S` as `1 min 30 s`. */
const lasts = (duration) => (duration ?? '').replace('PT', '').replace(/([\d.]+)([HMS])/g, (_, number, unit) => number + ' ' + UNITS[unit] + ' ').trim();
