package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Dialect;
import dev.holdfast.core.models.Question;
import java.util.Map;

/// Anthropic's messages.
final class AnthropicWording implements Wording {
  private static final String VERSION = "2023-06-01";

  private final String url;

  /// @param url up to before `/messages`
  AnthropicWording(String url) {
    this.url = url;
  }

  @Override
  public Dialect dialect() {
    return Dialect.ANTHROPIC;
  }

  @Override
  public Written write(String model, Question question) {
    return new Written.Request(url + "/messages", MessagesRequest.body(model, question));
  }

  @Override
  public Map<String, String> credentials(String key) {
    return Map.of("x-api-key", key);
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("anthropic-version", VERSION, "Accept", "text/event-stream");
  }

  @Override
  public boolean isInLines() {
    return false;
  }

  @Override
  public String listing() {
    return url + "/models?limit=1000";
  }

  @Override
  public Hearing hearing(Draft draft) {
    return new MessagesHearing(draft);
  }
}
