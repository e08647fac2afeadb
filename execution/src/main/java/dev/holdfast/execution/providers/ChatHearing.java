package dev.holdfast.execution.providers;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.spend.Usage;
import tools.jackson.databind.JsonNode;

/// Understands OpenAI's chat completions. The answer is complete when a `finish_reason` came, which
/// is null until nothing more is said; the counts and `[DONE]` follow it, and not every server that
/// speaks like OpenAI sends them.
final class ChatHearing implements Hearing {
  private final Draft draft;

  ChatHearing(Draft draft) {
    this.draft = draft;
  }

  @Override
  public Progress chunk(JsonNode chunk) throws BrokenAnswer {
    count(chunk);
    var choice = chunk.path("choices").path(0);
    boolean content = say(choice.path("delta"));
    return finish(choice) ? Progress.ENDING : content ? Progress.CONTENT : Progress.NONE;
  }

  @Override
  public void whole(JsonNode answer) throws BrokenAnswer {
    count(answer);
    var choice = answer.path("choices").path(0);
    if (!choice.path("message").isObject()) {
      throw BrokenAnswer.malformed("the answer is no chat completion");
    }
    say(choice.path("message"));
    if (!finish(choice)) {
      throw new BrokenAnswer(FaultClass.TRUNCATED, "the answer does not say why it ended");
    }
  }

  private void count(JsonNode chunk) {
    draft.serve(Fields.text(chunk, "model"));
    var usage = chunk.path("usage");
    if (usage.isObject()) {
      draft.count(usage(usage));
    }
  }

  /// Cached input is counted inside input, thoughts inside output.
  static Usage usage(JsonNode usage) {
    long input = Fields.count(usage, "prompt_tokens");
    long cached =
        Math.max(
            Fields.count(usage.path("prompt_tokens_details"), "cached_tokens"),
            Fields.count(usage, "prompt_cache_hit_tokens"));
    long output = Fields.count(usage, "completion_tokens");
    long thoughts = Fields.count(usage.path("completion_tokens_details"), "reasoning_tokens");
    long read = Math.min(cached, input);
    long thought = Math.min(thoughts, output);
    return new Usage(input - read, read, 0, output - thought, thought);
  }

  private boolean say(JsonNode said) throws BrokenAnswer {
    // Thoughts have two names, neither of them OpenAI's own.
    boolean thought =
        draft.think(Fields.text(said, "reasoning_content"))
            || draft.think(Fields.text(said, "reasoning"));
    boolean spoke = draft.say(Fields.text(said, "content"));
    boolean wished = wish(said.path("tool_calls"));
    boolean refused = !Fields.text(said, "refusal").isEmpty();
    if (refused) {
      throw new BrokenAnswer(
          FaultClass.CONTENT_POLICY, "the model refuses: " + Fields.text(said, "refusal"));
    }
    return thought || spoke || wished;
  }

  private boolean wish(JsonNode calls) throws BrokenAnswer {
    for (var call : calls.values()) {
      var function = call.path("function");
      var id = Fields.text(call, "id");
      // Some servers give no index: then an id begins a new wish.
      int index = Fields.index(call, "index", id.isEmpty() ? draft.wishes() - 1 : draft.wishes());
      draft.wish(index, id, Fields.text(function, "name"));
      draft.argue(index, arguments(function.path("arguments")));
    }
    return !calls.isEmpty();
  }

  private static String arguments(JsonNode arguments) {
    if (arguments.isObject()) {
      return Fields.written(arguments);
    }
    return arguments.isString() ? arguments.stringValue() : "";
  }

  private boolean finish(JsonNode choice) throws BrokenAnswer {
    var reason = Fields.text(choice, "finish_reason");
    switch (reason) {
      case "" -> {
        return false;
      }
      case "length" -> draft.finish(Finish.LENGTH);
      case "tool_calls", "function_call" -> draft.finish(Finish.TOOLS);
      case "content_filter" ->
          throw new BrokenAnswer(FaultClass.CONTENT_POLICY, "the provider withheld the answer");
      case "error" ->
          throw new BrokenAnswer(FaultClass.SERVER_ERROR, "the provider ended the answer");
      default -> draft.finish(Finish.STOP);
    }
    return true;
  }
}
