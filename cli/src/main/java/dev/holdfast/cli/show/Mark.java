package dev.holdfast.cli.show;

/// What a line of a timeline says at first sight.
enum Mark {
  STEP("·"),
  GOOD("✓"),
  BAD("✗"),
  DOUBTFUL("?"),
  AGAIN("↻"),
  OUT("→");

  private final String sign;

  Mark(String sign) {
    this.sign = sign;
  }

  String in(Palette palette) {
    return switch (this) {
      case STEP -> palette.quiet(sign);
      case GOOD -> palette.good(sign);
      case BAD -> palette.bad(sign);
      case DOUBTFUL, AGAIN -> palette.doubtful(sign);
      case OUT -> sign;
    };
  }
}
