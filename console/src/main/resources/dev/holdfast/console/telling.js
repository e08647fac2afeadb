// Puts the events of a run into words, as `holdfast runs show` does. An event that is not for
// people tells nothing; one that this version does not know is shown by its name, never hidden.

import { brief, clean } from './dom.js';

const quoted = (text) => '“' + brief(text, 400) + '”';

// Outputs and requests are kept as JSON texts.
function json(value) {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function told(shape, sentence, ...details) {
  return { shape, sentence, details: details.filter(Boolean) };
}

function diagnosed(shape, sentence, event) {
  const why = event.diagnostic ?? {};
  return { ...told(shape, sentence), diagnostic: why };
}

export function verdictParts(verdict) {
  return (verdict.parts ?? []).map((part) => ({
    name: part.name,
    findings: part.findings ?? [],
    passed: (part.findings ?? []).length === 0,
  }));
}

function judged(event) {
  const outcome = (event.verdict?.outcome ?? '').toLowerCase();
  const parts = verdictParts(event.verdict ?? {});
  const good = parts.filter((part) => part.passed).map((part) => part.name);
  const bad = parts.filter((part) => !part.passed).map((part) => part.name);
  return told(
    outcome === 'pass' ? 'good' : 'bad',
    'The gate says: ' + outcome,
    good.length ? 'holds: ' + good.join(', ') : '',
    bad.length ? 'does not hold: ' + bad.join(', ') : '',
  );
}

function settledEffect({ settlement = {} }) {
  switch (settlement.is) {
    case 'receipt':
      return told('good', 'Receipt', brief(json(settlement.proof), 400));
    case 'failure':
      return told('bad', settlement.fault + ': ' + settlement.message);
    default:
      return told('doubt', 'Unknown: ' + (settlement.message ?? ''));
  }
}

function settledRequest({ settlement = {} }) {
  return settlement.is === 'silence' ? told('good', 'No reply is due', settlement.reason) : null;
}

const silent = () => null;

function due(sentence, { job, moment = {} } = {}) {
  return told('calm', 'Job ' + job + ' ' + sentence + ' ' + moment.nominal, 'because of: ' + words(moment.cause));
}

const WORDS = {
  'instant.started': ({ firing }) => due('is due for', firing),
  'instant.waited': ({ firing }) => due('waits behind an earlier run for', firing),
  'instant.begun': () => told('calm', 'Its turn has come'),
  'instant.skipped': ({ reason }) => told('doubt', 'Skipped', reason),
  'instant.settled': silent,
  'instant.met': silent,
  'job.withheld': ({ reason }) => told('calm', 'Nothing is sent', reason),
  'job.tripped': ({ why }) => diagnosed('bad', 'The job is out of service', { diagnostic: why }),
  'job.trial-failed': ({ why }) => diagnosed('bad', 'The trial failed', { diagnostic: why }),
  'job.recovered': () => told('good', 'The trial went well: the job works again'),
  'job.superseded': () => told('bad', 'A later instant took its place'),
  'request.accepted': ({ inbound = {}, routed = {} }) =>
    told('calm', 'Asked by ' + inbound.actor + ' on ' + inbound.channel,
      quoted(inbound.text),
      'route ' + routed.route + ' → contract ' + routed.contract + (routed.reason ? ' (' + routed.reason + ')' : '')),
  'request.settled': settledRequest,
  'session.queued': () => told('calm', 'Waits for its turn in the session'),
  'run.opened': silent,
  'run.started': silent,
  'run.completed': () => told('good', 'The run is completed'),
  'run.failed': (event) => diagnosed('bad', 'The run failed', event),
  'run.escalated': (event) => diagnosed('doubt', 'Handed to a person', event),
  'run.withdrawn': (event) => told('bad', 'Cancelled before it began', event.reason),
  'run.stopped': (event) => told('bad', 'Cancelled', event.reason),
  'task.offered': ({ place = {} }) => told('calm', 'Offered in lane ' + place.lane),
  'task.leased': ({ lease = {} }) => told('busy', 'Attempt ' + json(lease.fence?.number ?? lease.fence) + ', taken up by ' + lease.holder),
  'task.extended': ({ progress = 'null' }) => (progress === 'null' ? null : told('calm', 'Says', quoted(json(JSON.parse(progress))))),
  'task.call-permitted': silent,
  'task.model-asked': silent,
  'task.consumed': silent,
  'task.discarded': silent,
  'task.call-refused': (event) => diagnosed('bad', 'May not use ' + event.tool, event),
  'task.delegated': (event) => told('out', 'Delegates ' + event.contract),
  'task.judged': judged,
  'task.accepted': ({ output = {} }) => told('good', 'Accepted', quoted(json(output.value))),
  'task.reworked': () => told('again', 'Sent back, with the findings as feedback'),
  'task.attempt-failed': ({ fault = {} }) => told('bad', 'Attempt failed: ' + fault.kind, fault.message),
  'task.lease-lost': (event) => told('bad', 'Lease lost: ' + event.holder + ' was not heard of'),
  'task.time-spent': () => told('bad', 'The time for it is used up'),
  'task.rested': () => told('again', 'Rests before the next attempt'),
  'task.reoffered': () => told('again', 'Offered again'),
  'task.rejected': () => told('bad', 'Rejected: the result was withheld'),
  'task.escalated': (event) => diagnosed('doubt', event.to ? 'Escalated, alert to ' + event.to : 'Escalated', event),
  'task.failed': (event) => diagnosed('bad', 'The task failed', event),
  'task.expired': (event) => diagnosed('bad', 'The task expired', event),
  'task.cancelled': (event) => told('bad', 'The task was cancelled', event.reason),
  'effect.intended': ({ use = {} }) => told('out', 'Uses ' + use.tool, brief(json(use.request), 400)),
  'effect.denied': (event) => diagnosed('bad', 'May not use ' + event.use?.tool, event),
  'effect.settled': settledEffect,
  'delivery.intended': ({ message = {} }) =>
    told('out', capital(message.kind) + ' to ' + message.channel, quoted(message.content?.text ?? '')),
  'delivery.suppressed': (event) => told('doubt', 'Not sent', event.reason),
  'delivery.released': silent,
  'delivery.followed': silent,
  'delivery.passed': silent,
  'delivery.attempted': silent,
  'delivery.delivered': (event) => told('good', 'Delivered', 'receipt: ' + event.receipt),
  'delivery.rested': (event) => diagnosed('again', 'Will be tried again', event),
  'delivery.died': (event) => diagnosed('bad', 'Could not be delivered', event),
  'delivery.expired': (event) => diagnosed('doubt', 'Too old to be delivered', event),
  'delivery.doubted': (event) => diagnosed('doubt', 'Sent, and nobody can say whether it arrived', event),
  'delivery.reopened': (event) => told('again', 'Opened again by a person', event.reason),
  'delivery.resolved': (event) => told('calm', 'Resolved by a person: ' + words(event.resolution), event.reason),
};

const capital = (word) => (word ?? '').slice(0, 1) + (word ?? '').slice(1).toLowerCase();

const words = (constant) => (constant ?? '').toLowerCase().replace('_', ' ');

/** What one step of a timeline means; null where it means nothing to a person. */
export function tell(step) {
  if (step.what.startsWith('session.') && step.what !== 'session.queued') {
    return null;
  }
  const say = Object.hasOwn(WORDS, step.what) ? WORDS[step.what] : () => told('calm', clean(step.what));
  return say(step.detail ?? {});
}
