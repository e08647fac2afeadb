package dev.holdfast.gateway.http;

import java.time.Duration;

/// Is told of every request that was answered.
@FunctionalInterface
public interface Watch {
  /// @param route the route's template, empty where nothing is served
  void served(String method, String route, int status, Duration took);
}
