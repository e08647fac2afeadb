package dev.holdfast.store;

import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Reads SQLite's result codes.
final class SqliteFaults {
  private static final String NEVER_REPLACED = "are never replaced";
  private static final int PRIMARY_CODE = 0xff;
  private static final Set<SQLiteErrorCode> TAKEN =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
          SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
          SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);
  private static final Set<SQLiteErrorCode> UNGATED =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER, SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY);

  private SqliteFaults() {}

  /// A row with this key is there already: the key says so, or the trigger against REPLACE.
  static boolean isTaken(SQLException fault) {
    return TAKEN.contains(code(fault))
        || String.valueOf(fault.getMessage()).contains(NEVER_REPLACED);
  }

  /// The gate's constraint.
  static boolean isUngated(SQLException fault) {
    return UNGATED.contains(code(fault)) && !isTaken(fault);
  }

  static boolean isFull(SQLException fault) {
    return primary(fault) == SQLiteErrorCode.SQLITE_FULL.code;
  }

  /// The file system failed under it: at a commit this leaves open what it has kept.
  static boolean isInputOutput(SQLException fault) {
    return primary(fault) == SQLiteErrorCode.SQLITE_IOERR.code;
  }

  private static int primary(SQLException fault) {
    return code(fault).code & PRIMARY_CODE;
  }

  private static SQLiteErrorCode code(SQLException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException known) {
        return known.getResultCode();
      }
    }
    return SQLiteErrorCode.UNKNOWN_ERROR;
  }
}
