package dev.holdfast.store;

import dev.holdfast.ledger.LedgerUnavailable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// Where a PostgreSQL database is and who asks, from
/// `postgresql://user:password@host:port/database?parameters`. Parameters are the driver's, and one
/// of ours: `durability=unsafe` accepts a server that may lose acknowledged work.
final class PostgresAddress {
  private static final String SCHEME = "postgresql://";
  private static final String DURABILITY = "durability";

  private final String hosts;
  private final String database;
  private final String user;
  private final String password;
  private final Map<String, String> parameters;

  private PostgresAddress(
      String hosts, String database, String user, String password, Map<String, String> parameters) {
    this.hosts = hosts;
    this.database = database;
    this.user = user;
    this.password = password;
    this.parameters = parameters;
  }

  static boolean isOne(String store) {
    return store.startsWith(SCHEME);
  }

  static PostgresAddress parse(String store) {
    try {
      var uri = new URI(store);
      var authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
      int at = authority.lastIndexOf('@');
      var login = at < 0 ? new String[] {""} : authority.substring(0, at).split(":", 2);
      var database = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
      if (database.isEmpty()) {
        throw malformed("it names no database");
      }
      return new PostgresAddress(
          authority.substring(at + 1),
          database,
          decoded(login[0]),
          login.length > 1 ? decoded(login[1]) : "",
          parameters(uri.getRawQuery() == null ? "" : uri.getRawQuery()));
    } catch (URISyntaxException wrong) {
      // The reason only: the text itself holds a password.
      throw malformed(wrong.getReason() + " at character " + wrong.getIndex());
    }
  }

  private static LedgerUnavailable malformed(String problem) {
    return new LedgerUnavailable(Faults.malformed(problem));
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (var part : query.split("&", -1)) {
      if (!part.isEmpty()) {
        var pair = part.split("=", 2);
        parameters.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : "");
      }
    }
    if (!parameters.getOrDefault(DURABILITY, "unsafe").equals("unsafe")) {
      throw malformed("durability can only be 'unsafe'; leave it away for the safe default");
    }
    return parameters;
  }

  private static String decoded(String text) {
    // A plus is a plus here: this is no form.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  boolean acceptsUnsafe() {
    return parameters.containsKey(DURABILITY);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://" + hosts + "/" + database;
  }

  /// What the driver is told. Every wait has an end; what the address says comes before that.
  Properties properties() {
    var properties = new Properties();
    properties.setProperty("ApplicationName", "holdfast");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    parameters.forEach(properties::setProperty);
    properties.remove(DURABILITY);
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  /// Without user and password.
  @Override
  public String toString() {
    return SCHEME + hosts + "/" + database;
  }
}
