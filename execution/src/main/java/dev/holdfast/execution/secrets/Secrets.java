package dev.holdfast.execution.secrets;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Reads secrets where they are kept, each time anew. Safe from any thread.
public final class Secrets {
  /// Bytes; a secret is a line, not a file's worth.
  private static final int LONGEST = 64 * 1024;

  private final Path workspace;
  private final Map<String, String> environment;
  private final Redaction redaction;

  /// @param workspace the folder that `${file:path}` is relative to
  public Secrets(Path workspace, Map<String, String> environment, Redaction redaction) {
    this.workspace = workspace;
    this.environment = Map.copyOf(environment);
    this.redaction = redaction;
  }

  public Resolved resolve(Secret secret) {
    var resolved =
        switch (secret) {
          case Secret.None() -> new Resolved.None();
          case Secret.Env(var name) -> fromEnvironment(name);
          case Secret.File(var path) -> fromFile(path);
        };
    if (resolved instanceof Resolved.Value(var text)) {
      redaction.learn(text);
    }
    return resolved;
  }

  public Redaction redaction() {
    return redaction;
  }

  private Resolved fromEnvironment(String name) {
    var value = withoutNewline(environment.getOrDefault(name, ""));
    return value.isEmpty()
        ? missing(
            "The environment variable " + name + " is not set, or empty.",
            "Set " + name + " for the server's process and start it again.")
        : new Resolved.Value(value);
  }

  private Resolved fromFile(String written) {
    var path = workspace.resolve(written);
    try (var file = Files.newInputStream(path)) {
      var bytes = file.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        return missing(
            "The file " + path + " is longer than " + LONGEST + " bytes.",
            "Keep one secret in one file.");
      }
      var value = withoutNewline(new String(bytes, StandardCharsets.UTF_8));
      return value.isEmpty()
          ? missing("The file " + path + " is empty.", "Write the secret into it.")
          : new Resolved.Value(value);
    } catch (IOException unreadable) {
      return missing(
          "The file " + path + " cannot be read: " + unreadable.getClass().getSimpleName() + ".",
          "Put the secret there, readable for the server's user.");
    }
  }

  /// Editors and `echo` end a file with a newline that is no part of the secret.
  private static String withoutNewline(String value) {
    if (value.endsWith("\r\n")) {
      return value.substring(0, value.length() - 2);
    }
    return value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
  }

  private static Resolved missing(String cause, String nextAction) {
    return new Resolved.Missing(
        new Diagnostic(
            "secret-missing", cause, "What needs this secret cannot be done.", nextAction));
  }
}
