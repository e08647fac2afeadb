package dev.holdfast.execution.providers;

/// An image that is carried in its address: `data:image/png;base64,…` (RFC 2397).
record Picture(String type, String base64) {
  private static final String SCHEME = "data:";
  private static final String MARK = ";base64,";

  /// Whether the image is in the address itself.
  static boolean isInside(String url) {
    return url.startsWith(SCHEME) && url.contains(MARK);
  }

  static Picture inside(String url) {
    int mark = url.indexOf(MARK);
    return new Picture(url.substring(SCHEME.length(), mark), url.substring(mark + MARK.length()));
  }
}
