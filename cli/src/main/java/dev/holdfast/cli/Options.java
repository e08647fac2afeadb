package dev.holdfast.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options that every command takes.
final class Options {
  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print exactly what the API answers.")
  private boolean json;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The server (default: HOLDFAST_URL, else the workspace's).")
  private String url = "";

  @Option(
      names = "--token",
      scope = ScopeType.INHERIT,
      paramLabel = "TOKEN",
      description = "Default: HOLDFAST_TOKEN, else <data>/admin.token of the workspace.")
  private String token = "";

  @Option(
      names = {"-w", "--workspace"},
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "Default: the nearest folder upward with a holdfast.yaml.")
  private Path workspace = Path.of("");

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  boolean isJson() {
    return json;
  }

  String url() {
    return url;
  }

  String token() {
    return token;
  }

  /// Empty when none was named.
  Path workspace() {
    return workspace;
  }

  boolean isHelp() {
    return help;
  }
}
