package dev.holdfast.ledger;

/// Quotes a text as RFC 8259 wants it.
final class JsonString {
  private static final int FIRST_PRINTABLE = 0x20;
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private JsonString() {}

  static void quote(String text, StringBuilder out) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < FIRST_PRINTABLE || character == '"' || character == '\\') {
        out.append(text, plain, i);
        escape(character, out);
        plain = i + 1;
      }
    }
    out.append(text, plain, text.length()).append('"');
  }

  private static void escape(char character, StringBuilder out) {
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> out.append("\\u00").append(HEX[character >> 4]).append(HEX[character & 15]);
    }
  }
}
