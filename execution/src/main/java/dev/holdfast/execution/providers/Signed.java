package dev.holdfast.execution.providers;

/// The id of a tool that Gemini wants, with the signature of the thought that led to it. Newer
/// models demand it back with the wish; a wish's id is what comes back through every loop and every
/// client, so it carries the signature.
record Signed(String id, String signature) {
  private static final String MARK = "__thought__";

  static Signed of(String wish) {
    int mark = wish.indexOf(MARK);
    return mark < 0
        ? new Signed(wish, "")
        : new Signed(wish.substring(0, mark), wish.substring(mark + MARK.length()));
  }

  String wish() {
    return signature.isEmpty() ? id : id + MARK + signature;
  }
}
