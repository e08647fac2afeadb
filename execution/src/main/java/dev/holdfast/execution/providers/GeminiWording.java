package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Dialect;
import dev.holdfast.core.models.Question;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Google's Gemini. The key goes in a header, never in the address, which is logged everywhere.
final class GeminiWording implements Wording {
  private final String url;

  /// @param url up to before `/models`
  GeminiWording(String url) {
    this.url = url;
  }

  @Override
  public Dialect dialect() {
    return Dialect.GEMINI;
  }

  @Override
  public Written write(String model, Question question) {
    var name = URLEncoder.encode(model, StandardCharsets.UTF_8);
    return new Written.Request(
        url + "/models/" + name + ":streamGenerateContent?alt=sse",
        GeminiRequest.body(model, question));
  }

  @Override
  public Map<String, String> credentials(String key) {
    return Map.of("x-goog-api-key", key);
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
    return url + "/models?pageSize=1000";
  }

  @Override
  public Hearing hearing(Draft draft) {
    return new GeminiHearing(draft);
  }
}
