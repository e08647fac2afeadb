// Puts the page together: which section is shown, when it is asked for again, what is said when the
// server does not answer.

import { Refused, token } from './api.js';
import { age, diagnostic, el, mark } from './dom.js';
import * as job from './job.js';
import * as jobs from './jobs.js';
import * as models from './models.js';
import * as overview from './overview.js';
import { channels, config, sessions } from './places.js';
import * as run from './run.js';
import * as runs from './runs.js';
import { deliveries, delivery, task, tasks } from './work.js';

const SECTIONS = [
  ['overview', 'Overview', overview],
  ['runs', 'Runs', runs, run],
  ['tasks', 'Tasks', tasks, task],
  ['jobs', 'Jobs', jobs, job],
  ['models', 'Models', models],
  ['deliveries', 'Deliveries', deliveries, delivery],
  ['sessions', 'Sessions', sessions],
  ['channels', 'Channels', channels],
  ['config', 'Configuration', config],
];
const AGAIN_MS = 5_000;
// Where something is on its way, a person waits for it.
const MOVING_MS = 1_000;
const SOON_MS = 150;
const AGE_MS = 1_000;

const content = document.getElementById('content');
const linkLine = document.getElementById('link');
const leave = document.getElementById('leave');

let place = null;

/** Where the address points: a section, perhaps one thing in it, perhaps a filter. */
function read(hash) {
  const [path, query = ''] = hash.replace(/^#\//, '').split('?', 2);
  const [name, id = ''] = path.split('/', 2);
  const found = SECTIONS.find(([section, , , one]) => section === name && (!id || one)) ?? SECTIONS[0];
  const view = { id, status: new URLSearchParams(query).get('status') ?? '' };
  return { name: found[0], title: found[1], page: id && found[3] ? found[3] : found[2], view };
}

function navigate() {
  place?.leaving.abort();
  window.clearTimeout(place?.timer);
  place = { ...read(location.hash), leaving: new AbortController(), shown: '' };
  sections(place.name);
  document.title = (place.view.id ? place.view.id + ' · ' : '') + place.title + ' · Holdfast';
  if (!token.get()) {
    signIn('');
    return;
  }
  leave.hidden = false;
  content.setAttribute('aria-busy', 'true');
  refresh(place);
  listen(place);
}

function sections(current) {
  document.getElementById('sections').replaceChildren(
    ...SECTIONS.map(([name, title]) =>
      el('a', { href: '#/' + name, 'aria-current': name === current ? 'page' : '' }, title)));
}

/** Asks for a place's data and draws it where something has changed; then again after a while. */
async function refresh(at) {
  window.clearTimeout(at.timer);
  let pause = AGAIN_MS;
  try {
    const data = await at.page.load(at.view);
    if (at !== place) {
      return;
    }
    reached(true);
    show(at, data);
    pause = at.page.moving?.(data) ? MOVING_MS : AGAIN_MS;
  } catch (problem) {
    if (at !== place) {
      return;
    }
    failed(at, problem);
  }
  if (!token.get()) {
    return;
  }
  at.timer = window.setTimeout(() => (document.hidden ? undefined : refresh(at)), pause);
}

function show(at, data) {
  const text = JSON.stringify(data);
  content.removeAttribute('aria-busy');
  // Nobody's selection is torn away; the next round draws.
  if (text === at.shown || (at.shown && selects())) {
    return;
  }
  at.shown = text;
  const tools = {
    view: at.view,
    again: () => refresh(at),
    act: (change) => act(at, change),
  };
  draw(at.page.draw(data, tools));
}

function selects() {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && content.contains(selection.anchorNode);
}

/** Replaces what is shown; what was focused or unfolded stays so. */
function draw(nodes) {
  const focused = document.activeElement?.dataset?.key ?? '';
  const open = new Set([...content.querySelectorAll('details[open]')].map((details) => details.dataset.key));
  content.replaceChildren(...nodes.filter((node) => node !== ''));
  for (const details of content.querySelectorAll('details')) {
    details.open = open.has(details.dataset.key);
  }
  if (focused) {
    [...content.querySelectorAll('[data-key]')].find((node) => node.dataset.key === focused)?.focus();
  }
}

async function act(at, change) {
  try {
    await change();
  } catch (problem) {
    if (!(problem instanceof Refused)) {
      reached(false);
      return;
    }
    content.querySelector('.refused')?.remove();
    content.prepend(el('div', { class: 'notice bad refused', role: 'alert' }, diagnostic({ ...problem.problem, cause: problem.message })));
    return;
  }
  refresh(at);
}

/** Where a page can tell by itself that something happened, it is drawn again at once. */
async function listen(at) {
  if (!at.page.live) {
    return;
  }
  try {
    await at.page.live(at.view, at.leaving.signal, () => {
      window.clearTimeout(at.timer);
      at.timer = window.setTimeout(() => refresh(at), SOON_MS);
    });
  } catch (problem) {
    // Asking again every few seconds shows the same, only later; `refresh` says what is wrong.
    console.debug('not followed live', problem);
  }
}

function failed(at, problem) {
  if (!(problem instanceof Refused)) {
    reached(false);
    if (at.shown === '') {
      draw([el('div', { class: 'notice bad' }, diagnostic({
        cause: 'The server does not answer.', impact: 'Nothing can be shown.', nextAction: 'See whether it runs: holdfast up' }))]);
    }
    return;
  }
  reached(true);
  if (problem.status === 401) {
    token.forget();
    signIn('The server does not know this token.');
    return;
  }
  at.shown = '';
  draw([el('h1', {}, problem.status === 404 ? 'Not here' : 'Refused'), el('div', { class: 'notice bad' }, diagnostic({ ...problem.problem, cause: problem.message }))]);
}

function reached(yes) {
  const time = new Date().toLocaleTimeString();
  linkLine.className = 'link ' + (yes ? 'good' : 'bad');
  linkLine.title = yes ? 'Asked again every few seconds, last at ' + time : '';
  const said = yes ? 'Live' : 'No answer';
  if (linkLine.dataset.said !== said) {
    linkLine.dataset.said = said;
    linkLine.replaceChildren(mark(yes ? 'good' : 'bad'), said);
  }
}

function signIn(why) {
  leave.hidden = true;
  content.removeAttribute('aria-busy');
  linkLine.replaceChildren();
  delete linkLine.dataset.said;
  const secret = el('input', { id: 'token', type: 'password', required: true, autocomplete: 'off', spellcheck: 'false', placeholder: 'hf_…' });
  const submit = (event) => {
    event.preventDefault();
    token.keep(secret.value.trim());
    navigate();
  };
  content.replaceChildren(el('form', { class: 'sign-in', submit },
    el('h1', {}, 'Which token?'),
    why ? el('p', { class: 'notice bad', role: 'alert' }, why) : '',
    el('p', { class: 'quiet' }, 'The first start of a workspace wrote one for its owner. Print it in the workspace’s folder:'),
    el('code', {}, 'cat data/admin.token'),
    el('label', { for: 'token' }, 'Token'),
    secret,
    el('button', { type: 'submit', class: 'main' }, 'Show the console'),
    el('p', { class: 'quiet' }, 'It stays in this tab and is forgotten when the tab closes. For looking only, make a smaller one: ', el('code', {}, 'holdfast token create me --role viewer'))));
  secret.focus();
}

leave.addEventListener('click', () => {
  token.forget();
  navigate();
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && token.get()) {
    refresh(place);
  }
});
document.querySelector('.skip').addEventListener('click', (event) => {
  // Its address would be taken for a section's.
  event.preventDefault();
  content.focus();
});
window.addEventListener('hashchange', () => {
  // What was followed goes away with the page that it stood on.
  if (content.contains(document.activeElement) && document.activeElement.tagName === 'A') {
    content.focus({ preventScroll: true });
  }
  navigate();
  window.scrollTo(0, 0);
});
window.setInterval(() => document.querySelectorAll('time:not(.since)').forEach(age), AGE_MS);
navigate();
