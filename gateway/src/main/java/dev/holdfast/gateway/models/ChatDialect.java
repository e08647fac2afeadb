package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.Turn;
import dev.holdfast.gateway.http.Route;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Chat completions.
final class ChatDialect implements Dialect {
  @Override
  public String path() {
    return "/v1/chat/completions";
  }

  @Override
  public Route.Spec spec() {
    return new Route.Spec(
            "Ask a model, as OpenAI's chat completions do", "ChatRequest", 200, "ChatCompletion")
        .batch();
  }

  @Override
  public Wanted read(ObjectNode body, Notes notes) {
    return ChatReading.read(body, notes);
  }

  @Override
  public ObjectNode whole(Wanted wanted, Mark mark, Outcome.Answered answered) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("id", "chatcmpl-" + mark.id());
    body.put("object", "chat.completion");
    body.put("created", mark.at().getEpochSecond());
    body.put("model", answered.by().model().text());
    var choice = body.putArray("choices").addObject();
    choice.put("index", 0);
    choice.set("message", message(answered.said()));
    choice.putNull("logprobs");
    choice.put("finish_reason", finish(answered.finish()));
    body.set("usage", Usages.chat(answered.usage()));
    body.set("holdfast", Usages.ours(answered.by()));
    return body;
  }

  private static ObjectNode message(Turn.Said said) {
    var message = JsonNodeFactory.instance.objectNode();
    message.put("role", "assistant");
    if (said.text().isEmpty() && !said.wishes().isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", said.text());
    }
    message.putNull("refusal");
    message.putArray("annotations");
    if (!said.wishes().isEmpty()) {
      var calls = message.putArray("tool_calls");
      for (var wish : said.wishes()) {
        var call = calls.addObject().put("id", wish.id()).put("type", "function");
        call.putObject("function").put("name", wish.tool()).put("arguments", wish.arguments());
      }
    }
    return message;
  }

  static String finish(Finish finish) {
    return switch (finish) {
      case STOP -> "stop";
      case TOOLS -> "tool_calls";
      case LENGTH -> "length";
    };
  }

  @Override
  public Script script(Wanted wanted, Mark mark) {
    return new ChatScript(wanted.telling() == Wanted.Telling.STREAM_WITH_USAGE, mark);
  }
}
