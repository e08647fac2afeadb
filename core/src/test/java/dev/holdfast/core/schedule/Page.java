package dev.holdfast.core.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// The tables of docs/schedules.md, which tests hold to be true.
final class Page {
  private static final Path PAGE = Path.of("../docs/schedules.md");

  private Page() {}

  /// The rows of the table with that first heading, without its head.
  static Stream<Arguments> table(String heading) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .dropWhile(line -> !line.startsWith("| " + heading + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(Page::cells);
  }

  private static Arguments cells(String line) {
    var cells = List.of(line.substring(1).split("\\|"));
    return Arguments.of(cells.stream().map(cell -> cell.strip().replace("`", "")).toArray());
  }
}
