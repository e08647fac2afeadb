package dev.holdfast.store;

import dev.holdfast.core.Finding;
import dev.holdfast.ledger.LedgerUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Looks at what a commit means on this server.
final class PostgresSettings {
  private final PostgresAddress address;

  PostgresSettings(PostgresAddress address) {
    this.address = address;
  }

  /// What is left to be desired.
  ///
  /// @throws LedgerUnavailable when the server would lose what it has confirmed, unless the address
  ///   accepts that
  List<Finding> check(Prepared prepared) throws SQLException {
    var findings = new ArrayList<Finding>();
    promised(prepared, "fsync", findings);
    promised(prepared, "synchronous_commit", findings);
    if (isOff(prepared, "full_page_writes")) {
      findings.add(
          new Finding(
              "full_page_writes",
              "is off: a power cut can tear a page, unless the file system never does"));
    }
    if (isOff(prepared, "data_checksums")) {
      findings.add(
          new Finding(
              "data_checksums", "is off: a disk that rots is not noticed; see pg_checksums"));
    }
    return List.copyOf(findings);
  }

  private void promised(Prepared prepared, String setting, List<Finding> findings)
      throws SQLException {
    if (isOff(prepared, setting)) {
      if (!address.acceptsUnsafe()) {
        throw new LedgerUnavailable(
            Faults.unsafe(
                address.toString(),
                setting + " is off",
                "Set %s = on on the server; for trying out only, add ?durability=unsafe."
                    .formatted(setting)));
      }
      findings.add(
          new Finding(setting, "is off: acknowledged work can be lost (durability=unsafe)"));
    }
  }

  private static boolean isOff(Prepared prepared, String setting) throws SQLException {
    try (var results = prepared.bound("SELECT current_setting(?)", setting).executeQuery()) {
      return results.next() && results.getString(1).equals("off");
    }
  }
}
