package dev.holdfast.control.workspace;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Addresses and paths that a workspace points to.
final class Links {
  private Links() {}

  /// An `http` or `https` URL with a host and without user or fragment.
  static String required(Section section, String key) {
    var url = section.required(key);
    if (!url.isEmpty() && !fits(url)) {
      section.error(key, "must be an http or https URL without a user or fragment");
    }
    return url;
  }

  private static boolean fits(String url) {
    try {
      var uri = new URI(url);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
    } catch (URISyntaxException _) {
      // Not a URL, which is what the answer says.
      return false;
    }
  }

  /// Whether a path as written leads out of the folder that it is resolved in.
  static boolean leavesFolder(String path) {
    try {
      var written = Path.of(path);
      return written.isAbsolute() || written.normalize().startsWith("..");
    } catch (InvalidPathException _) {
      return true;
    }
  }
}
