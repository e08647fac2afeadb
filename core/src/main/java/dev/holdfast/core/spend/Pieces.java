package dev.holdfast.core.spend;

/// Cuts a text where byte-pair tokenizers cut it (words, numbers, marks, space), and counts each
/// piece with what such tokenizers make of it at most, as a rule. Linear, without any table: the
/// figures are in ADR 70.
final class Pieces {
  /// Counted in quarters of a token.
  private static final int QUARTERS = 4;

  private static final int LETTERS_OF_A_TOKEN = 4;
  private static final int MARKS_OF_A_TOKEN = 2;

  private long quarters;
  private Sort sort = Sort.NOTHING;
  private int length;

  private Pieces() {}

  private enum Sort {
    NOTHING,
    /// Latin without accents.
    SMALL,
    CAPITAL,
    DIGIT,
    SPACE,
    LINE,
    MARK,
    /// Accents, Greek, Cyrillic and what stands beside them.
    LETTER,
    /// Every other script, of which most have few words in any tokenizer.
    SIGN,
    /// Half of a character beyond the first 65,536, mostly of a picture.
    HALF
  }

  /// Tokens, rounded up.
  static long of(String text) {
    var pieces = new Pieces();
    for (int at = 0; at < text.length(); at++) {
      pieces.read(sort(text.charAt(at)));
    }
    pieces.end();
    return Math.ceilDiv(pieces.quarters, QUARTERS);
  }

  private void read(Sort next) {
    // A word may begin with a capital; one in its middle begins another.
    boolean goesOn = next == sort || (sort == Sort.CAPITAL && next == Sort.SMALL);
    if (!goesOn) {
      end();
      length = 0;
    }
    sort = next;
    length++;
  }

  private void end() {
    quarters +=
        switch (sort) {
          case NOTHING -> 0;
          case SMALL, CAPITAL -> (long) QUARTERS * Math.ceilDiv(length, LETTERS_OF_A_TOKEN);
          case DIGIT -> (long) QUARTERS * length;
          // One goes with the word behind it.
          case SPACE -> length == 1 ? 0 : QUARTERS;
          case LINE -> QUARTERS;
          case MARK -> (long) QUARTERS * Math.ceilDiv(length, MARKS_OF_A_TOKEN);
          case LETTER -> (long) QUARTERS * length;
          case SIGN -> 5L * length;
          case HALF -> 6L * length;
        };
  }

  private static Sort sort(char character) {
    if (character >= 'a' && character <= 'z') {
      return Sort.SMALL;
    }
    if (character >= 'A' && character <= 'Z') {
      return Sort.CAPITAL;
    }
    if (character < 0x80) {
      return ascii(character);
    }
    if (character < 0x590) {
      return Sort.LETTER;
    }
    return Character.isSurrogate(character) ? Sort.HALF : Sort.SIGN;
  }

  private static Sort ascii(char character) {
    if (character >= '0' && character <= '9') {
      return Sort.DIGIT;
    }
    return switch (character) {
      case ' ', '\t' -> Sort.SPACE;
      case '\n', '\r' -> Sort.LINE;
      default -> Sort.MARK;
    };
  }
}
