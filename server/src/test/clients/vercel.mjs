// The Vercel AI SDK against the gateway at HOLDFAST_URL, unchanged.
import assert from 'node:assert/strict';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';

const openai = createOpenAI({ baseURL: process.env.HOLDFAST_URL + '/v1', apiKey: process.env.HOLDFAST_TOKEN });

function ok(name, actual, expected = true) {
  assert.deepEqual(actual, expected, name);
  console.log('ok', name);
}

const look = tool({
  description: 'Looks',
  inputSchema: jsonSchema({ type: 'object', properties: { at: { type: 'string' } }, required: ['at'] }),
  execute: async ({ at }) => 'a cat at the ' + at,
});

for (const [name, model] of [['chat', openai.chat('small')], ['responses', openai('small')]]) {
  const answer = await generateText({ model, prompt: 'hello', maxRetries: 0 });
  ok(name, answer.text, 'You said: hello');
  ok(name + ' usage', answer.usage.totalTokens, 19);

  let text = '';
  for await (const piece of streamText({ model, prompt: 'hello', maxRetries: 0 }).textStream) text += piece;
  ok(name + ' stream', text, 'You said: hello');

  const turns = { model, prompt: 'use the tool', tools: { look }, stopWhen: stepCountIs(3), maxRetries: 0 };
  ok(name + ' tools', (await generateText(turns)).text, 'The tool said: "a cat at the door"'.replaceAll('"', ''));
  const streamed = streamText(turns);
  let last = '';
  for await (const piece of streamed.textStream) last += piece;
  ok(name + ' tools in a stream', last, 'The tool said: a cat at the door');

  const errors = [];
  const cut = streamText({ model, prompt: 'cut off', maxRetries: 0, onError: ({ error }) => errors.push(error) });
  for await (const _ of cut.textStream);
  ok(name + ' cut stream', errors.length > 0);
}
