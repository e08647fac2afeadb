package dev.holdfast.store;

import dev.holdfast.core.Diagnostic;
import java.sql.SQLException;
import java.util.Set;

/// Reads PostgreSQL's SQLSTATEs.
final class PostgresFaults {
  private static final String CONNECTION = "08";
  private static final String RESOURCES = "53";
  private static final Set<String> SHUTDOWNS = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");
  private static final Set<String> RACES = Set.of("40001", "40P01", "55P03", "23505");
  private static final String FOREIGN_KEY = "23503";

  private PostgresFaults() {}

  private static String state(SQLException fault) {
    return fault.getSQLState() == null ? CONNECTION : fault.getSQLState();
  }

  /// The connection is of no use any more.
  static boolean isLost(SQLException fault) {
    return state(fault).startsWith(CONNECTION) || SHUTDOWNS.contains(state(fault));
  }

  /// Another desk was first; trying again makes sense.
  static boolean isRace(SQLException fault) {
    return RACES.contains(state(fault));
  }

  /// The gate's constraint.
  static boolean isUngated(SQLException fault) {
    return state(fault).equals(FOREIGN_KEY);
  }

  static Diagnostic diagnose(PostgresAddress address, SQLException fault) {
    if (isLost(fault)) {
      return Faults.unreachable(address.toString(), fault);
    }
    return state(fault).startsWith(RESOURCES)
        ? Faults.full(address.toString(), fault)
        : Faults.failing(address.toString(), fault);
  }
}
