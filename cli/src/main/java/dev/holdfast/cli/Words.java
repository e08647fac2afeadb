package dev.holdfast.cli;

import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import dev.holdfast.cli.link.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What was typed, read as what it must be.
final class Words {
  private Words() {}

  static JsonNode json(String where, String text) {
    try {
      return Reply.read(text);
    } catch (JacksonException notJson) {
      throw Failure.of(
          Exit.USAGE,
          "bad-json",
          where + " is no JSON: " + notJson.getOriginalMessage(),
          "Nothing was sent.",
          "Quote it for the shell, e.g. '{\"order\": 17}'.");
    }
  }

  /// JSON of a file, or of standard input when the file is `-`.
  static JsonNode jsonFile(Path file) {
    try {
      var text =
          file.toString().equals("-")
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(file);
      return json(file.toString(), text);
    } catch (IOException unreadable) {
      throw Failure.of(
          Exit.USAGE,
          "unreadable",
          file + " cannot be read: " + unreadable.getMessage(),
          "Nothing was sent.",
          "Name a file that is there, or - for standard input.");
    }
  }

  /// One segment of a path or one value of a query.
  static String escaped(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
