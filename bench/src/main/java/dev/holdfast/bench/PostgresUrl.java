package dev.holdfast.bench;

import java.net.URI;

/// PostgreSQL's own kind of URL, as the driver wants it.
final class PostgresUrl {
  private PostgresUrl() {}

  /// `postgresql://user:password@host:port/database?…` becomes `jdbc:postgresql://host:port/…`.
  static String jdbc(String url) {
    var uri = URI.create(url);
    var user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
    var login = user.split(":", 2);
    var query = new StringBuilder(uri.getRawQuery() == null ? "?" : "?" + uri.getRawQuery() + "&");
    query.append(login[0].isEmpty() ? "" : "user=" + login[0]);
    query.append(login.length > 1 ? "&password=" + login[1] : "");
    int port = uri.getPort() < 0 ? 5432 : uri.getPort();
    return "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getPath() + query;
  }
}
