// The official JavaScript client against the gateway at HOLDFAST_URL, unchanged.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const baseURL = process.env.HOLDFAST_URL + '/v1';
const client = new OpenAI({ baseURL, apiKey: process.env.HOLDFAST_TOKEN, maxRetries: 0 });
const look = { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] };
const ask = (text, more = {}) =>
  client.chat.completions.create({ model: 'small', messages: [{ role: 'user', content: text }], ...more });

function ok(name, actual, expected = true) {
  assert.deepEqual(actual, expected, name);
  console.log('ok', name);
}

const models = [];
for await (const model of client.models.list()) models.push(model.id);
ok('models', models[0] === 'small' && models.includes('up/mini'));

const answer = await ask('hello', { n: 1, metadata: { k: 'v' } });
ok('chat', answer.choices[0].message.content, 'You said: hello');
ok('who served', answer.model, 'up/mini');
ok('usage', answer.usage.total_tokens, 19);

let text = '';
let last;
for await (const chunk of await ask('hello', { stream: true, stream_options: { include_usage: true } })) {
  text += chunk.choices[0]?.delta?.content ?? '';
  last = chunk;
}
ok('stream', text, 'You said: hello');
ok('its usage', last.usage.total_tokens, 19);

const runner = client.chat.completions.runTools({
  model: 'small',
  messages: [{ role: 'user', content: 'use the tool' }],
  tools: [{ type: 'function', function: { name: 'look', parse: JSON.parse, parameters: look, function: ({ at }) => 'a cat at the ' + at } }],
});
ok('tools, there and back', await runner.finalContent(), 'The tool said: a cat at the door');

const streaming = client.chat.completions.stream({ model: 'small', messages: [{ role: 'user', content: 'use the tool' }], tools: [{ type: 'function', function: { name: 'look', parameters: look } }] });
ok('tools in a stream', (await streaming.finalMessage()).tool_calls[0].function.arguments, '{"at":"door"}');

const response = await client.responses.create({ model: 'small', input: 'hello' });
ok('response', response.output_text, 'You said: hello');
const types = [];
let said = '';
for await (const event of await client.responses.create({ model: 'small', input: 'hello', stream: true })) {
  types.push(event.type);
  if (event.type === 'response.output_text.delta') said += event.delta;
}
ok("response's stream", said, 'You said: hello');
ok('its ends', [types[0], types.at(-1)], ['response.created', 'response.completed']);

const refused = (name, kind, act) => assert.rejects(act, kind, name).then(() => console.log('ok', name));
await refused('unknown model', OpenAI.NotFoundError, () => ask('x', { model: 'smal' }));
await refused('n', OpenAI.BadRequestError, () => ask('x', { n: 2 }));
await refused('unknown token', OpenAI.AuthenticationError, () => new OpenAI({ baseURL, apiKey: 'hf_wrong', maxRetries: 0 }).models.list());
await refused('cut stream', OpenAI.APIError, async () => {
  for await (const _ of await ask('cut off', { stream: true }));
});
