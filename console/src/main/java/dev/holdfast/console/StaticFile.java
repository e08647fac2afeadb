package dev.holdfast.console;

import dev.holdfast.gateway.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A file of the page, with all that the browser is told about it.
///
/// @param headers the same for every answer, also for "not modified" (RFC 9110, section 15.4.5)
record StaticFile(String content, Map<String, String> headers) {
  /// Everything that the page consists of. What is not named here is not served.
  static final List<String> NAMES =
      List.of(
          "index.html",
          "console.css",
          "icon.svg",
          "console.js",
          "api.js",
          "dialog.js",
          "dom.js",
          "job.js",
          "jobs.js",
          "list.js",
          "models.js",
          "overview.js",
          "places.js",
          "run.js",
          "runs.js",
          "spending.js",
          "strokes.js",
          "telling.js",
          "viability.js",
          "work.js");

  /// Own files and nothing else: no inline script or style, no other host, no frame around it; and
  /// no text that becomes markup, even by mistake (Trusted Types without any policy).
  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");
  private static final int NOT_MODIFIED = 304;
  private static final String ETAG = "ETag";

  /// @throws IllegalStateException when the build lacks the file
  static StaticFile read(String name) {
    try (var resource = StaticFile.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("this build lacks the console's " + name);
      }
      var bytes = resource.readAllBytes();
      var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
      return new StaticFile(
          new String(bytes, StandardCharsets.UTF_8),
          Map.of(
              "Content-Type",
              type,
              "Content-Security-Policy",
              CONTENT_POLICY,
              "X-Content-Type-Options",
              "nosniff",
              "Referrer-Policy",
              "no-referrer",
              "Cross-Origin-Opener-Policy",
              "same-origin",
              "Cross-Origin-Resource-Policy",
              "same-origin",
              // Kept, but asked about each time: a new version is never mixed with an old one.
              "Cache-Control",
              "no-cache",
              ETAG,
              '"' + sha256(bytes) + '"'));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /// @param known the versions that the browser has already, as `If-None-Match` lists them
  Reply reply(String known) {
    return known.contains(headers.getOrDefault(ETAG, ""))
        ? new Reply.Whole(NOT_MODIFIED, headers, "")
        : new Reply.Whole(200, headers, content);
  }
}
