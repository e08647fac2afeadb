// LangChain against the gateway at HOLDFAST_URL, unchanged.
import assert from 'node:assert/strict';
import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';

const configuration = { baseURL: process.env.HOLDFAST_URL + '/v1' };
const model = new ChatOpenAI({ model: 'small', apiKey: process.env.HOLDFAST_TOKEN, maxRetries: 0, configuration });

function ok(name, actual, expected = true) {
  assert.deepEqual(actual, expected, name);
  console.log('ok', name);
}

const answer = await model.invoke('hello');
ok('invoke', answer.content, 'You said: hello');
ok('usage', answer.usage_metadata.total_tokens, 19);

let text = '';
for await (const chunk of await model.stream('hello')) text += chunk.content;
ok('stream', text, 'You said: hello');

const look = tool(async ({ at }) => 'a cat at the ' + at, {
  name: 'look',
  description: 'Looks',
  schema: { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] },
});
const seeing = model.bindTools([look]);
const question = new HumanMessage('use the tool');
const wish = await seeing.invoke([question]);
ok('tools', wish.tool_calls[0].args, { at: 'door' });
const result = await look.invoke(wish.tool_calls[0]);
ok('tool message', result instanceof ToolMessage);
ok("tool's result", (await seeing.invoke([question, wish, result])).content, 'The tool said: a cat at the door');

const person = { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } }, required: ['name', 'age'] };
ok('structured', await model.withStructuredOutput(person, { name: 'person', method: 'jsonSchema' }).invoke('as json'), { name: 'Ann', age: 3 });

const responding = new ChatOpenAI({ model: 'small', apiKey: process.env.HOLDFAST_TOKEN, maxRetries: 0, useResponsesApi: true, configuration });
ok('responses', (await responding.invoke('hello')).text, 'You said: hello');

await assert.rejects(async () => {
  for await (const _ of await model.stream('cut off'));
}, 'cut stream');
console.log('ok cut stream');
