package dev.holdfast.cli.show;

/// What became of one instant, at first sight.
enum Stroke {
  RAN("●", "R", "ran"),
  SKIPPED("·", "s", "skipped"),
  MISSED("○", "M", "missed"),
  FAILED("×", "F", "failed"),
  CANCELLED("–", "c", "cancelled"),
  RUNNING("▸", ">", "running"),
  WAITING("…", "w", "waiting");

  private final String sign;
  private final String letter;
  private final String word;

  Stroke(String sign, String letter, String word) {
    this.sign = sign;
    this.letter = letter;
    this.word = word;
  }

  static Stroke of(String status) {
    return switch (status) {
      case "ran" -> RAN;
      case "ran-failed" -> FAILED;
      case "ran-cancelled" -> CANCELLED;
      case "missed" -> MISSED;
      case "running" -> RUNNING;
      case "waiting" -> WAITING;
      default -> SKIPPED;
    };
  }

  String word() {
    return word;
  }

  String in(Drawing drawing, Palette palette) {
    var mark =
        switch (drawing) {
          case SIGNS -> sign;
          case LETTERS -> letter;
        };
    return switch (this) {
      case RAN -> palette.good(mark);
      case MISSED, FAILED -> palette.bad(mark);
      case RUNNING, WAITING, CANCELLED -> palette.doubtful(mark);
      case SKIPPED -> palette.quiet(mark);
    };
  }
}
