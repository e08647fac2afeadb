package dev.holdfast.gateway.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.ModelId;
import tools.jackson.databind.node.JsonNodeFactory;

/// A chat completion's chunks. What is the same in all of them is written once.
final class ChatScript implements Script {
  private static final String END = "\n\n";

  private final boolean usage;
  private final Mark mark;
  private String head = "";

  ChatScript(boolean usage, Mark mark) {
    this.usage = usage;
    this.mark = mark;
  }

  @Override
  public String begins(ModelId model) {
    head =
        "data: {\"id\":\"chatcmpl-"
            + mark.id()
            + "\",\"object\":\"chat.completion.chunk\",\"created\":"
            + mark.at().getEpochSecond()
            + ",\"model\":"
            + Json.string(model.text()).text();
    return chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
  }

  private String chunk(String delta) {
    return chunk(delta, "null", "");
  }

  private String chunk(String delta, String finish, String more) {
    return head
        + ",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finish
        + "}]"
        + (usage ? ",\"usage\":null" : "")
        + more
        + "}"
        + END;
  }

  @Override
  public String tells(Delta delta) {
    return switch (delta) {
      case Delta.Text(var text) -> chunk("{\"content\":" + quoted(text) + "}");
      case Delta.Wish(int index, var id, var tool) ->
          call(
              index,
              "\"id\":"
                  + quoted(id)
                  + ",\"type\":\"function\",\"function\":{\"name\":"
                  + quoted(tool)
                  + ",\"arguments\":\"\"}");
      case Delta.Arguments(int index, var text) ->
          call(index, "\"function\":{\"arguments\":" + quoted(text) + "}");
      // No part of the answer, and nothing that chat completions have a member for.
      case Delta.Thought _ -> "";
    };
  }

  private String call(int index, String members) {
    return chunk("{\"tool_calls\":[{\"index\":" + index + "," + members + "}]}");
  }

  private static String quoted(String text) {
    return Json.string(text).text();
  }

  @Override
  public String ends(Outcome.Answered answered) {
    var ours = ",\"holdfast\":" + Usages.ours(answered.by());
    var text =
        new StringBuilder(chunk("{}", "\"" + ChatDialect.finish(answered.finish()) + "\"", ours));
    if (usage) {
      text.append(head)
          .append(",\"choices\":[],\"usage\":")
          .append(Usages.chat(answered.usage()))
          .append('}')
          .append(END);
    }
    return text.append("data: [DONE]").append(END).toString();
  }

  @Override
  public String fails(Failure failure) {
    var body = JsonNodeFactory.instance.objectNode();
    body.set("error", failure.error(mark.correlation()));
    return "data: " + body + END;
  }
}
