package dev.holdfast.execution.providers;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.spend.Usage;
import tools.jackson.databind.JsonNode;

/// Understands Gemini's answers. The chunk with `finishReason` is the last one; the counts in each
/// chunk are cumulative.
final class GeminiHearing implements Hearing {
  private final Draft draft;

  GeminiHearing(Draft draft) {
    this.draft = draft;
  }

  @Override
  public Progress chunk(JsonNode chunk) throws BrokenAnswer {
    draft.serve(Fields.text(chunk, "modelVersion"));
    if (chunk.path("usageMetadata").isObject()) {
      draft.count(usage(chunk.get("usageMetadata")));
    }
    var blocked = Fields.text(chunk.path("promptFeedback"), "blockReason");
    if (!blocked.isEmpty()) {
      throw new BrokenAnswer(FaultClass.CONTENT_POLICY, "the question was blocked: " + blocked);
    }
    var candidate = chunk.path("candidates").path(0);
    boolean content = false;
    for (var part : candidate.path("content").path("parts").values()) {
      content |= part(part);
    }
    return finish(Fields.text(candidate, "finishReason"))
        ? Progress.ENDING
        : content ? Progress.CONTENT : Progress.NONE;
  }

  @Override
  public void whole(JsonNode answer) throws BrokenAnswer {
    if (chunk(answer) != Progress.ENDING) {
      throw answer.path("candidates").isArray()
          ? new BrokenAnswer(FaultClass.TRUNCATED, "the answer does not say why it ended")
          : BrokenAnswer.malformed("the answer has no candidates");
    }
  }

  private boolean part(JsonNode part) throws BrokenAnswer {
    if (part.path("thought").asBoolean(false)) {
      return draft.think(Fields.text(part, "text"));
    }
    var call = part.path("functionCall");
    if (!call.isObject()) {
      return draft.say(Fields.text(part, "text"));
    }
    int index = draft.wishes();
    var given = Fields.text(call, "id");
    var id =
        new Signed(
            given.isEmpty() ? "call-" + index : given, Fields.text(part, "thoughtSignature"));
    draft.wish(index, id.wish(), Fields.text(call, "name"));
    draft.argue(index, call.path("args").isObject() ? Fields.written(call.get("args")) : "{}");
    return true;
  }

  /// Cached input is counted inside input, thoughts outside output.
  static Usage usage(JsonNode usage) {
    long input = Fields.count(usage, "promptTokenCount");
    long read = Math.min(input, Fields.count(usage, "cachedContentTokenCount"));
    long tools = Fields.count(usage, "toolUsePromptTokenCount");
    return new Usage(
        input - read + tools,
        read,
        0,
        Fields.count(usage, "candidatesTokenCount"),
        Fields.count(usage, "thoughtsTokenCount"));
  }

  private boolean finish(String reason) throws BrokenAnswer {
    switch (reason) {
      case "", "FINISH_REASON_UNSPECIFIED" -> {
        return false;
      }
      case "STOP" -> draft.finish(Finish.STOP);
      case "MAX_TOKENS" -> draft.finish(Finish.LENGTH);
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          throw new BrokenAnswer(
              FaultClass.CONTENT_POLICY, "the provider withheld the answer: " + reason);
      case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "MALFORMED_RESPONSE" ->
          throw new BrokenAnswer(FaultClass.MALFORMED, "the model's answer is broken: " + reason);
      default -> throw new BrokenAnswer(FaultClass.UNKNOWN, "the answer ended with " + reason);
    }
    return true;
  }
}
