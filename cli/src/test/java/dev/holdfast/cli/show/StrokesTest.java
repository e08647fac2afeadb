package dev.holdfast.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.link.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StrokesTest {
  private static final String INSTANTS =
      """
      {"items": [{"status": "running"}, {"status": "ran"}, {"status": "missed", "count": 3},
        {"status": "ran-failed"}, {"status": "skipped", "count": 2}, {"status": "ran-cancelled"}]}
      """;

  private static Strokes strokes(String instants) {
    return new Strokes(Reply.read(instants));
  }

  @Test
  void each_instant_is_one_mark_the_newest_at_the_right() {
    var strokes = strokes(INSTANTS);
    assertThat(strokes.line(Drawing.SIGNS, Palette.PLAIN)).isEqualTo("–··×○○○●▸");
    assertThat(strokes.line(Drawing.LETTERS, Palette.PLAIN)).isEqualTo("cssFMMMR>");
    assertThat(strokes.legend(Drawing.SIGNS, Palette.PLAIN))
        .isEqualTo("● ran  · skipped  ○ missed  × failed  – cancelled  ▸ running");
  }

  @Test
  void thirty_are_drawn_however_many_are_one_record() {
    var strokes =
        strokes(
            "{\"items\": [{\"status\": \"ran\"}, {\"status\": \"missed\", \"count\":"
                + " 1000000000}]}");
    assertThat(strokes.line(Drawing.LETTERS, Palette.PLAIN)).isEqualTo("M".repeat(29) + "R");
  }

  @Test
  void a_job_that_never_ran_has_no_line() {
    assertThat(strokes("{\"items\": []}").isEmpty()).isTrue();
  }

  @Test
  void signs_need_a_language_that_has_them() {
    assertThat(Drawing.speaksUnicode(Map.of("LANG", "de_DE.UTF-8"))).isTrue();
    assertThat(Drawing.speaksUnicode(Map.of("LANG", "de_DE.utf8"))).isTrue();
    assertThat(Drawing.speaksUnicode(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8"))).isFalse();
    assertThat(Drawing.speaksUnicode(Map.of())).isFalse();
  }
}
