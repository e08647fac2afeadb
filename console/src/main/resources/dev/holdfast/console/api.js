// Speaks to the server that this page came from. The token lives in this tab's session storage and
// nowhere else: closing the tab forgets it.

const KEY = 'holdfast.token';
const PATIENCE_MS = 15_000;

export const token = {
  get: () => sessionStorage.getItem(KEY) ?? '',
  keep: (secret) => sessionStorage.setItem(KEY, secret),
  forget: () => sessionStorage.removeItem(KEY),
};

/** The server's "no", as it says it: code, cause, impact, nextAction. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.cause ?? 'The server answered ' + status + '.');
    this.status = status;
    this.problem = problem;
  }
}

/** A part of a path, from an id that may hold anything. */
export const part = encodeURIComponent;

function headers(more) {
  return { Authorization: 'Bearer ' + token.get(), ...more };
}

async function json(response) {
  const type = response.headers.get('Content-Type') ?? '';
  return type.includes('json') ? response.json() : {};
}

async function answer(response) {
  const body = await json(response);
  // A server that is not ready says so with 503 and a body like that of one that is.
  if (!response.ok && !Array.isArray(body.parts)) {
    throw new Refused(response.status, body);
  }
  return body;
}

export async function get(path) {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return answer(await fetch(path, { headers: headers(), signal, cache: 'no-store' }));
}

function onceOnly() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return 'console-' + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function post(path, body) {
  return answer(
    await fetch(path, {
      method: 'POST',
      headers: headers({ 'Content-Type': 'application/json', 'Idempotency-Key': onceOnly() }),
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }),
  );
}

/**
 * Listens to Server-Sent Events and calls back at each piece that arrives; returns when the server
 * has no more to say. EventSource would do, but cannot send a token.
 */
export async function follow(path, signal, heard) {
  const response = await fetch(path, { headers: headers({ Accept: 'text/event-stream' }), signal });
  if (!response.ok) {
    throw new Refused(response.status, await json(response));
  }
  if (response.status === 204 || !response.body) {
    return;
  }
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    // A line that begins with a colon only keeps the connection open.
    if (value.length > 0 && value[0] !== 0x3a) {
      heard();
    }
  }
}
