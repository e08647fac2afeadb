package dev.holdfast.core.models;

/// Whose words a provider speaks; most servers speak OpenAI's.
public enum Dialect {
  OPENAI,
  ANTHROPIC,
  GEMINI,
  OLLAMA
}
