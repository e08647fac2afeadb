package dev.holdfast.cli;

import picocli.CommandLine.Option;

/// Which part of a list is meant.
final class Page {
  @Option(names = "--limit", paramLabel = "N", description = "How many (default: 20, most: 500).")
  private int limit = 20;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the list goes on.")
  private String cursor = "";

  @Option(names = "--status", paramLabel = "STATUS", description = "Only those.")
  private String status = "";

  String query() {
    return "?limit="
        + limit
        + (cursor.isEmpty() ? "" : "&cursor=" + Words.escaped(cursor))
        + (status.isEmpty() ? "" : "&status=" + Words.escaped(status));
  }
}
