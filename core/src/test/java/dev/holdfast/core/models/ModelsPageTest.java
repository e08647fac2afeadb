package dev.holdfast.core.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.Handling.Again;
import dev.holdfast.core.models.Handling.Cools;
import dev.holdfast.core.models.Handling.Next;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the page shows is what is built.
final class ModelsPageTest {
  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/models.md"));
  }

  @Test
  void the_page_shows_what_follows_from_each_fault() throws IOException {
    assertThat(page()).contains(Stream.of(FaultClass.values()).map(ModelsPageTest::row).toList());
  }

  private static String row(FaultClass fault) {
    var handling = Handling.of(fault);
    return "| `%s` | %s | %s | %s |"
        .formatted(fault.word(), again(handling.again()), next(handling.next()), cools(handling));
  }

  private static String again(Again again) {
    return switch (again) {
      case NEVER -> "never";
      case ONCE -> "once";
      case ONCE_AS_THE_LAST -> "once, as the last";
    };
  }

  private static String next(Next next) {
    return switch (next) {
      case NEXT -> "yes";
      case LARGER_WINDOW -> "with a larger window";
      case AFTER_A_FALLBACK -> "if a fallback said it";
      case IF_CONFIGURED -> "if configured";
    };
  }

  private static String cools(Handling handling) {
    var what = handling.cools() == Cools.KEY ? "the key" : "the model";
    return switch (handling.strikes()) {
      case 0 -> "nothing";
      case 1 -> what + ", at once";
      default -> what + ", after " + handling.strikes();
    };
  }

  @Test
  void the_page_shows_how_patient_each_class_is() throws IOException {
    assertThat(page())
        .contains(
            TaskClass.BUILT_IN.entrySet().stream()
                .map(one -> waits(one.getKey(), one.getValue().patience()))
                .toList());
  }

  private static String waits(String name, Patience patience) {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            name,
            told(patience.connect()),
            told(patience.first()),
            told(patience.idle()),
            told(patience.total()));
  }

  private static String told(Duration time) {
    return time.toSecondsPart() == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
