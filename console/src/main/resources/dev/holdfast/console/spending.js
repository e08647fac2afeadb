// What models cost, by day, agent, tier, model or actor, and how far the budgets reach.

import { get } from './api.js';
import { ago, clean, el, empty, foreign, section, status, SVG } from './dom.js';
import { more, table } from './list.js';

const PARTS = ['day', 'agent', 'tier', 'model', 'actor'];
const MICRO_DIGITS = 6;
const WHOLE = 100;
const STEP = 50;

export async function load(view) {
  const by = view.by ?? PARTS[0];
  const [spend, tiers, budgets] = await Promise.all([
    get(`/v1/spend?by=${by}&limit=${view.limit ?? STEP}`),
    get(`/v1/spend?by=tier`),
    get(`/v1/budgets`),
  ]);
  return { by, spend, tiers: tiers.items, budgets };
}

export function draw({ by, spend, tiers, budgets }, { view, again }) {
  return [
    section('Budgets', reach(budgets)),
    el('section', {},
      el('div', { class: 'head' }, el('h2', {}, 'Spend of the last thirty days'), choice(by, view, again)),
      spend.items.length ? spent(by, spend) : empty('No model was asked in that time.'), more(spend, view, again)),
    accepted(tiers, spend.currency),
  ];
}

function choice(by, view, again) {
  const choose = (event) => {
    view.by = event.target.value;
    again();
  };
  return el('label', {}, 'By ', el('select', { change: choose, 'data-key': 'by' }, PARTS.map((word) => el('option', { value: word, selected: word === by }, word))));
}

/** Bars show money where something cost any, else tokens. */
function spent(by, { items, currency }) {
  const measure = items.some((it) => it.cost > 0) ? 'cost' : 'tokens';
  const most = Math.max(1, ...items.map((it) => it[measure]));
  const rows = items.map((it) => [
    foreign(it.part),
    bar([['borne', (it[measure] / most) * WHOLE]]),
    el('span', {}, it.calls.toLocaleString(), it.unknown ? el('small', {}, it.unknown.toLocaleString() + ' of unknown bill') : ''),
    it.tokens.toLocaleString(),
    it.costPerAccepted === undefined ? '' : money(it.costPerAccepted, currency),
    money(it.cost, currency),
  ]);
  return table('spend', [by.slice(0, 1).toUpperCase() + by.slice(1), 'Of the ' + measure, 'Calls', 'Tokens', 'Per accepted answer', 'Cost'], rows);
}

/** What an answer that the gate let pass costs in the end, the attempts before it counted. */
function accepted(tiers, currency) {
  const told = tiers.filter((it) => it.costPerAccepted !== undefined);
  return told.length === 0 ? '' : section('An accepted answer costs', el('ul', { class: 'tiles' }, told.map((it) =>
    el('li', {},
      el('div', { class: 'row' }, el('b', {}, foreign(it.part)), money(it.costPerAccepted, currency)),
      el('p', { class: 'quiet' }, it.accepted.toLocaleString() + (it.accepted === 1 ? ' task' : ' tasks') + ' accepted, ' + it.calls.toLocaleString() + ' calls')))));
}

function reach({ items, lines, currency, nextCursor }) {
  if (lines.length === 0 && items.length === 0) {
    return empty('The workspace sets no limit to what models cost. Set one under models.budgets in holdfast.yaml, then:', 'holdfast config check');
  }
  const unused = lines.filter((line) => !items.some((it) => it.scope === line.scope && it.per === line.per));
  return [
    items.length ? el('ul', { class: 'cards' }, items.map((it) => budget(it, currency))) : '',
    nextCursor ? el('p', { class: 'quiet' }, 'There are more: ', el('code', {}, 'holdfast models budgets')) : '',
    unused.length ? el('p', { class: 'quiet' }, 'Nothing was wanted yet of: ' + unused.map((it) => clean(it.scope) + ' per ' + it.per + ', ' + amount(it.limit, currency)).join(' · ')) : '',
  ];
}

function budget(it, currency) {
  const measures = Object.keys(it.limit);
  return el('li', { class: 'card' },
    el('div', { class: 'row' }, el('b', {}, it.scope, it.subject ? [' ', foreign(it.subject)] : '', ' per ' + it.per), status(it.status)),
    measures.flatMap((measure) => [
      bar([[it.status, share(it, 'borne', measure)], ['leased', share(it, 'leased', measure)]], it.warnAt),
      el('p', {}, told(it, 'borne', measure, currency) + ' borne · ' + told(it, 'leased', measure, currency) + ' leased · ' + told(it, 'left', measure, currency) + ' left of ' + told(it, 'limit', measure, currency)),
    ]),
    it.beyond ? el('p', {}, amount(it.beyond, currency) + ' beyond what was left: receipts that came late') : '',
    el('p', { class: 'quiet' }, 'begins anew ', ago(it.end, ' ago'),
      it.warnAt ? ' · warns at ' + it.warnAt + '%' : '',
      it.lowerAt ? [' · at ' + it.lowerAt + '% goes to ', foreign(it.lowerTier)] : '',
      it.escalate ? [' · tells ', foreign(it.escalate)] : ''));
}

const share = (it, name, measure) => (it[name][measure] / it.limit[measure]) * WHOLE;

const told = (it, name, measure, currency) => amount({ [measure]: it[name][measure] }, currency);

const amount = ({ tokens, money: micro }, currency) =>
  [tokens === undefined ? '' : tokens.toLocaleString() + ' tokens', micro === undefined ? '' : money(micro, currency)].filter(Boolean).join(' and ');

/** Micro-units, exactly: `0.158082 EUR`. */
const money = (micro, currency) => (micro / 10 ** MICRO_DIGITS).toFixed(MICRO_DIGITS).replace(/\.?0+$/, '') + (currency ? ' ' + clean(currency) : '');

/** `parts` are [kind, percent], side by side; what they say stands beside in words. */
function bar(parts, mark) {
  const svg = shape('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', class: 'bar', 'aria-hidden': 'true' });
  svg.append(shape('rect', { class: 'rest', width: WHOLE, height: 8 }));
  let x = 0;
  for (const [kind, percent] of parts) {
    const width = Math.min(WHOLE - x, percent > 0 ? Math.max(percent, 0.5) : 0);
    svg.append(shape('rect', { class: kind, x, width, height: 8 }));
    x += width;
  }
  if (mark) {
    svg.append(shape('rect', { class: 'limit', x: mark, width: 0.4, height: 8 }));
  }
  return svg;
}

function shape(name, as) {
  const element = document.createElementNS(SVG, name);
  Object.entries(as).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
}
