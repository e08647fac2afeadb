// A Holdfast worker: `node worker.mjs LANE`, with HOLDFAST_TOKEN (and HOLDFAST_URL) set.
import { setTimeout as wait } from "node:timers/promises";

const { HOLDFAST_URL: url = "http://127.0.0.1:7420", HOLDFAST_TOKEN: token } = process.env;
const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };

/** Your work: the contract in, the output out. When signal.aborted, nobody wants it any more. */
async function work(contract, signal) {
  return { text: `echo: ${contract.input.text ?? ""}` };
}

async function call(path, body) {
  const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (answer.ok) return answer.json();
  throw Object.assign(new Error(`${path}: ${await answer.text()}`), { status: answer.status });
}

function beat(task, fence, stop) { // a lease lasts 30 seconds
  return setInterval(() => call(`/v1/tasks/${task}/heartbeat`, { fence }).then(
    ({ cancel }) => cancel && stop.abort(),
    (refused) => (refused.status < 500 ? stop.abort() : console.error(refused.message))), 10_000);
}

async function attend({ task, contract, lease: { fence } }) {
  const stop = new AbortController();
  const beating = beat(task, fence, stop);
  const [end, report] = await work(contract, stop.signal).then(
    (output) => ["complete", { output, evidence: [] }],
    (failure) => ["fail", { class: "worker-error", message: String(failure) }]);
  clearInterval(beating);
  if (!stop.signal.aborted) await call(`/v1/tasks/${task}/${end}`, { fence, ...report });
}

async function place() {
  for (;;) await call(`/v1/lanes/${process.argv[2]}/claim`, { worker: `node-${process.pid}`, max: 1, wait: "20s" })
    .then(({ tasks }) => Promise.all(tasks.map(attend))) // what is not reported is offered again
    .catch((failure) => { console.error(failure.message); return wait(1000); });
}

for (let i = 0; i < 4; i++) place();
