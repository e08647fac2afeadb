package dev.holdfast.execution.providers;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.spend.Usage;
import tools.jackson.databind.JsonNode;

/// Understands Ollama's chat: the line with `done` is the last one. Servers that do not know how to
/// leave a question whole cut it to the window; one that filled the window was cut.
final class OllamaHearing implements Hearing {
  private final Draft draft;
  private final int window;

  OllamaHearing(Draft draft, int window) {
    this.draft = draft;
    this.window = window;
  }

  @Override
  public Progress chunk(JsonNode chunk) throws BrokenAnswer {
    var message = chunk.path("message");
    boolean isDone = chunk.path("done").asBoolean(false);
    if (!message.isObject() && !isDone) {
      throw BrokenAnswer.malformed("a line of the answer has no message");
    }
    draft.serve(Fields.text(chunk, "model"));
    boolean thought = draft.think(Fields.text(message, "thinking"));
    boolean spoke = draft.say(Fields.text(message, "content"));
    boolean wished = wish(message.path("tool_calls"));
    if (isDone) {
      done(chunk);
      return Progress.END;
    }
    return thought || spoke || wished ? Progress.CONTENT : Progress.NONE;
  }

  @Override
  public void whole(JsonNode answer) throws BrokenAnswer {
    if (chunk(answer) != Progress.END) {
      throw new BrokenAnswer(FaultClass.TRUNCATED, "the answer is not done");
    }
  }

  private boolean wish(JsonNode calls) throws BrokenAnswer {
    for (var call : calls.values()) {
      var function = call.path("function");
      int index = draft.wishes();
      draft.wish(index, Fields.text(call, "id"), Fields.text(function, "name"));
      var arguments = function.path("arguments");
      draft.argue(index, arguments.isObject() ? Fields.written(arguments) : "{}");
    }
    return !calls.isEmpty();
  }

  /// Thoughts are counted inside the answer.
  private void done(JsonNode chunk) throws BrokenAnswer {
    long input = Fields.count(chunk, "prompt_eval_count");
    draft.count(new Usage(input, 0, 0, Fields.count(chunk, "eval_count"), 0));
    if (input >= window) {
      throw new BrokenAnswer(
          FaultClass.CONTEXT_OVERFLOW, "the question filled the window of " + window + " tokens");
    }
    draft.finish(Fields.text(chunk, "done_reason").equals("length") ? Finish.LENGTH : Finish.STOP);
  }
}
