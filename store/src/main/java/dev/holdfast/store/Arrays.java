package dev.holdfast.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// PostgreSQL's arrays, by which one statement takes any number of rows.
final class Arrays {
  private final PGConnection connection;

  Arrays(Connection connection) throws SQLException {
    this.connection = connection.unwrap(PGConnection.class);
  }

  Array numbers(List<Long> values) throws SQLException {
    return connection.createArrayOf("int8", values.stream().mapToLong(Long::longValue).toArray());
  }

  /// Numbers of which some are missing.
  Array sparse(@Nullable Long[] values) throws SQLException {
    return connection.createArrayOf("int8", values);
  }

  Array texts(List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray(String[]::new));
  }

  /// Texts of which some are missing.
  Array sparse(@Nullable String[] values) throws SQLException {
    return connection.createArrayOf("text", values);
  }
}
