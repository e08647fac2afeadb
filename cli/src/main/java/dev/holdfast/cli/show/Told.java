package dev.holdfast.cli.show;

import java.util.List;

/// One event in words: a mark, a sentence, and what hangs below it.
record Told(Mark mark, String sentence, List<String> details) {
  static Told of(Mark mark, String sentence) {
    return new Told(mark, sentence, List.of());
  }

  Told with(List<String> more) {
    return new Told(mark, sentence, more);
  }
}
