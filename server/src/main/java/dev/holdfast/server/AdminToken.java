package dev.holdfast.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// `<data>/admin.token`: the first admin's secret, for its owner only (mode 0600).
record AdminToken(Path file) {
  static AdminToken in(Path data) {
    return new AdminToken(data.resolve("admin.token"));
  }

  /// Whole or not at all, and never readable by others, not even for a moment.
  void write(String secret) {
    var draft = file.resolveSibling("admin.token.new");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, secret + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
