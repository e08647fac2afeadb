package dev.holdfast.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// One connection with the statements that were prepared on it. For one thread at a time.
final class Prepared implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Prepared(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  PreparedStatement statement(String sql) throws SQLException {
    var known = statements.get(sql);
    if (known != null) {
      return known;
    }
    var fresh = connection.prepareStatement(sql);
    statements.put(sql, fresh);
    return fresh;
  }

  /// A statement with its parameters set: texts, numbers, booleans.
  PreparedStatement bound(String sql, Object... values) throws SQLException {
    var statement = statement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  int update(String sql, Object... values) throws SQLException {
    return bound(sql, values).executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      for (var statement : statements.values()) {
        statement.close();
      }
    }
  }
}
