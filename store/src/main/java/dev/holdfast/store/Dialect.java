package dev.holdfast.store;

import java.util.Locale;

/// Whose SQL it is.
enum Dialect {
  SQLITE,
  POSTGRESQL;

  /// The folder of resources that holds its statements and migrations.
  String folder() {
    return name().toLowerCase(Locale.ROOT) + "/";
  }
}
