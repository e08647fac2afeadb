package dev.holdfast.execution.providers;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.spend.Usage;
import tools.jackson.databind.JsonNode;

/// Understands Anthropic's messages. The answer is complete with `message_stop`. Counts are
/// cumulative, and come in two places; a proxy may leave either of them at zero.
final class MessagesHearing implements Hearing {
  private final Draft draft;
  private long uncached = 0;
  private long cacheRead = 0;
  private long cacheWrite = 0;
  private long output = 0;
  private String stop = "";

  MessagesHearing(Draft draft) {
    this.draft = draft;
  }

  @Override
  public Progress chunk(JsonNode chunk) throws BrokenAnswer {
    return switch (Fields.text(chunk, "type")) {
      case "message_start" -> {
        draft.serve(Fields.text(chunk.path("message"), "model"));
        count(chunk.path("message").path("usage"));
        yield Progress.NONE;
      }
      case "content_block_start" ->
          heard(block(Fields.index(chunk, "index", 0), chunk.path("content_block"), false));
      case "content_block_delta" ->
          heard(delta(Fields.index(chunk, "index", 0), chunk.path("delta")));
      case "message_delta" -> {
        count(chunk.path("usage"));
        stop(Fields.text(chunk.path("delta"), "stop_reason"));
        yield Progress.NONE;
      }
      case "message_stop" -> {
        ended();
        yield Progress.END;
      }
      case "" -> throw BrokenAnswer.malformed("an event of the stream has no type");
      // A ping, the end of a block, and what the documentation says may be added.
      default -> Progress.NONE;
    };
  }

  private static Progress heard(boolean content) {
    return content ? Progress.CONTENT : Progress.NONE;
  }

  @Override
  public void whole(JsonNode answer) throws BrokenAnswer {
    if (!answer.path("content").isArray()) {
      throw BrokenAnswer.malformed("the answer is no message");
    }
    draft.serve(Fields.text(answer, "model"));
    count(answer.path("usage"));
    int index = 0;
    for (var block : answer.path("content").values()) {
      block(index++, block, true);
    }
    stop(Fields.text(answer, "stop_reason"));
    ended();
  }

  /// @param whole whether a tool's arguments are here, not in deltas
  private boolean block(int index, JsonNode block, boolean whole) throws BrokenAnswer {
    return switch (Fields.text(block, "type")) {
      case "text" -> draft.say(Fields.text(block, "text"));
      case "thinking" -> draft.think(Fields.text(block, "thinking"));
      case "tool_use" -> {
        draft.wish(index, Fields.text(block, "id"), Fields.text(block, "name"));
        if (whole) {
          draft.argue(index, Fields.written(block.path("input")));
        }
        yield true;
      }
      default -> false;
    };
  }

  private boolean delta(int index, JsonNode delta) throws BrokenAnswer {
    return switch (Fields.text(delta, "type")) {
      case "text_delta" -> draft.say(Fields.text(delta, "text"));
      case "thinking_delta" -> draft.think(Fields.text(delta, "thinking"));
      case "input_json_delta" -> {
        var piece = Fields.text(delta, "partial_json");
        draft.argue(index, piece);
        yield !piece.isEmpty();
      }
      default -> false;
    };
  }

  /// Cached input is counted outside of input, thoughts inside output.
  private void count(JsonNode usage) {
    uncached = Math.max(uncached, Fields.count(usage, "input_tokens"));
    cacheRead = Math.max(cacheRead, Fields.count(usage, "cache_read_input_tokens"));
    cacheWrite = Math.max(cacheWrite, Fields.count(usage, "cache_creation_input_tokens"));
    output = Math.max(output, Fields.count(usage, "output_tokens"));
    draft.count(new Usage(uncached, cacheRead, cacheWrite, output, 0));
  }

  private void stop(String reason) {
    if (!reason.isEmpty()) {
      stop = reason;
    }
  }

  private void ended() throws BrokenAnswer {
    switch (stop) {
      case "" ->
          throw new BrokenAnswer(FaultClass.TRUNCATED, "the answer does not say why it ended");
      case "refusal" ->
          throw new BrokenAnswer(FaultClass.CONTENT_POLICY, "the provider withheld the answer");
      case "max_tokens", "model_context_window_exceeded" -> draft.finish(Finish.LENGTH);
      case "tool_use" -> draft.finish(Finish.TOOLS);
      default -> draft.finish(Finish.STOP);
    }
  }
}
