package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Dialect;
import dev.holdfast.core.models.Question;
import java.util.Map;

/// OpenAI's chat completions, and everything that speaks like them.
final class OpenAiWording implements Wording {
  private static final String ITSELF = "https://api.openai.com/";

  private final String url;
  private final ChatRequest request;

  /// @param url up to before `/chat/completions`
  OpenAiWording(String url) {
    this.url = url;
    this.request = new ChatRequest(url.startsWith(ITSELF) ? "max_completion_tokens" : "max_tokens");
  }

  @Override
  public Dialect dialect() {
    return Dialect.OPENAI;
  }

  @Override
  public Written write(String model, Question question) {
    return new Written.Request(url + "/chat/completions", request.body(model, question));
  }

  @Override
  public Map<String, String> credentials(String key) {
    return Map.of("Authorization", "Bearer " + key);
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("Accept", "text/event-stream");
  }

  @Override
  public boolean isInLines() {
    return false;
  }

  @Override
  public String listing() {
    return url + "/models";
  }

  @Override
  public Hearing hearing(Draft draft) {
    return new ChatHearing(draft);
  }
}
