"""The official Python client against the gateway at HOLDFAST_URL, unchanged."""

import os

import openai
from openai import OpenAI
from pydantic import BaseModel

BASE = os.environ["HOLDFAST_URL"] + "/v1"
client = OpenAI(base_url=BASE, api_key=os.environ["HOLDFAST_TOKEN"], max_retries=0)
LOOK = {"type": "object", "properties": {"at": {"type": "string"}}, "required": ["at"]}


def ask(text, **more):
    return client.chat.completions.create(
        model="small", messages=[{"role": "user", "content": text}], **more
    )


def check(name, truth):
    if not truth:
        raise AssertionError(name)
    print("ok", name)


models = [model.id for model in client.models.list()]
check("models", models[0] == "small" and "up/mini" in models)
check("one model", client.models.retrieve("small").owned_by == "holdfast")

answer = ask("hello", seed=7, user="u1", service_tier="auto", max_completion_tokens=50)
check("chat", answer.choices[0].message.content == "You said: hello")
check("who served", answer.model == "up/mini")
check("usage", answer.usage.prompt_tokens == 12 and answer.usage.prompt_tokens_details.cached_tokens == 4)

raw = client.chat.completions.with_raw_response.create(
    model="up/mini", messages=[{"role": "user", "content": "hello"}], store=True
)
check("headers", raw.headers["x-holdfast-model"] == "up/mini" and raw.headers["x-holdfast-ignored"] == "store")

chunks = list(ask("hello", stream=True, stream_options={"include_usage": True}))
text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
check("stream", text == "You said: hello" and chunks[-1].usage.total_tokens == 19)
check("stream's end", [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop")

buffered = list(ask("hello", stream=True, extra_headers={"x-holdfast-stream": "buffered"}))
check("buffered", "".join(c.choices[0].delta.content or "" for c in buffered) == "You said: hello")

tools = [{"type": "function", "function": {"name": "look", "parameters": LOOK}}]
wished = ask("use the tool", tools=tools).choices[0]
call = wished.message.tool_calls[0]
check("tools", wished.finish_reason == "tool_calls" and call.function.arguments == '{"at":"door"}')
given = client.chat.completions.create(
    model="small",
    tools=tools,
    messages=[
        {"role": "user", "content": "use the tool"},
        wished.message,
        {"role": "tool", "tool_call_id": call.id, "content": "a cat"},
    ],
)
check("tool's result", given.choices[0].message.content == "The tool said: a cat")


class Person(BaseModel):
    name: str
    age: int


parsed = client.chat.completions.parse(
    model="small", messages=[{"role": "user", "content": "as json"}], response_format=Person
)
check("schema", parsed.choices[0].message.parsed == Person(name="Ann", age=3))

response = client.responses.create(model="small", input="hello", instructions="Be brief.")
check("response", response.output_text == "You said: hello" and response.status == "completed")
events = list(client.responses.create(model="small", input="hello", stream=True))
check("response's stream", events[-1].type == "response.completed")
check("its text", events[-1].response.output_text == "You said: hello")
check("its numbers", [e.sequence_number for e in events] == list(range(len(events))))
called = client.responses.create(
    model="small", input="use the tool", tools=[{"type": "function", "name": "look", "parameters": LOOK}]
).output[-1]
check("response's tool", called.type == "function_call" and called.name == "look")


def refused(name, kind, act):
    try:
        act()
    except kind as error:
        print("ok", name)
        return error
    raise AssertionError(name + " was not refused")


unknown = refused(
    "unknown model",
    openai.NotFoundError,
    lambda: client.chat.completions.create(model="smal", messages=[{"role": "user", "content": "x"}]),
)
check("its suggestion", "did you mean 'small'" in str(unknown))
several = refused("n", openai.BadRequestError, lambda: ask("x", n=2))
check("its parameter", several.param == "n")
refused(
    "unknown token",
    openai.AuthenticationError,
    lambda: OpenAI(base_url=BASE, api_key="hf_wrong", max_retries=0).models.list(),
)
refused("context overflow", openai.BadRequestError, lambda: ask("too long"))
refused("cut stream", openai.APIError, lambda: list(ask("cut off", stream=True)))
refused(
    "cut response",
    openai.APIError,
    lambda: list(client.responses.create(model="small", input="cut off", stream=True)),
)
