package dev.holdfast.core.config;

/// Where a model is asked.
public sealed interface ProviderSpec {
  /// Anything that speaks OpenAI's chat completions; `url` ends before `/chat/completions`.
  record OpenAi(String url, Secret key) implements ProviderSpec {
    public static final String ITSELF = "https://api.openai.com/v1";
  }

  /// `url` ends before `/messages`.
  record Anthropic(String url, Secret key) implements ProviderSpec {
    public static final String ITSELF = "https://api.anthropic.com/v1";
  }

  /// `url` ends before `/models`.
  record Gemini(String url, Secret key) implements ProviderSpec {
    public static final String ITSELF = "https://generativelanguage.googleapis.com/v1beta";
  }

  /// `url` ends before `/api`.
  ///
  /// @param window the tokens of question and answer together that each model is loaded with
  record Ollama(String url, Secret key, int window) implements ProviderSpec {
    public static final String ITSELF = "http://127.0.0.1:11434";
    public static final int WINDOW = 8192;
  }

  /// Deterministic, offline, without a key; says so in every answer.
  record Practice() implements ProviderSpec {}
}
