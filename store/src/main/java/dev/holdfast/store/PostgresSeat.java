package dev.holdfast.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.UUID;

/// A desk's number, and the token that only its process knows.
record PostgresSeat(int number, String token) {

  static PostgresSeat take(Prepared prepared, Sql sql) throws SQLException {
    var token = UUID.randomUUID().toString();
    var statement = prepared.bound(sql.text("page/take-seat"), token, holder());
    return new PostgresSeat((int) JdbcReader.number(statement), token);
  }

  private static String holder() {
    long pid = ProcessHandle.current().pid();
    try {
      return InetAddress.getLocalHost().getHostName() + "/" + pid;
    } catch (UnknownHostException nameless) {
      return nameless.getMessage() + "/" + pid;
    }
  }

  /// Whether nobody has revoked it; keeps it from being revoked until the transaction ends.
  boolean isHeld(Prepared prepared, Sql sql) throws SQLException {
    return JdbcReader.number(prepared.bound(sql.text("page/check-seat"), number, token)) == 1;
  }
}
