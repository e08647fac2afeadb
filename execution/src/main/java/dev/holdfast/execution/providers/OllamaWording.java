package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Dialect;
import dev.holdfast.core.models.Question;
import java.util.Map;

/// Ollama's own chat, which can be told how long a question may be; its imitation of OpenAI's
/// cannot.
final class OllamaWording implements Wording {
  private final String url;
  private final int window;

  /// @param url up to before `/api/chat`
  /// @param window the tokens of question and answer together
  OllamaWording(String url, int window) {
    this.url = url;
    this.window = window;
  }

  @Override
  public Dialect dialect() {
    return Dialect.OLLAMA;
  }

  @Override
  public Written write(String model, Question question) {
    return OllamaRequest.isWritable(question)
        ? new Written.Request(url + "/api/chat", new OllamaRequest(window).body(model, question))
        : new Written.Unwritable("Ollama takes images as data, not by their address");
  }

  @Override
  public Map<String, String> credentials(String key) {
    return Map.of("Authorization", "Bearer " + key);
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("Accept", "application/x-ndjson");
  }

  @Override
  public boolean isInLines() {
    return true;
  }

  @Override
  public String listing() {
    return url + "/api/tags";
  }

  @Override
  public Hearing hearing(Draft draft) {
    return new OllamaHearing(draft, window);
  }
}
