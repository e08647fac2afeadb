package dev.holdfast.gateway.http;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.gateway.access.Caller;
import dev.holdfast.ledger.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// One request, as an endpoint sees it.
///
/// @param target the path as it was sent
/// @param path the values of the route's places, by name
/// @param header a header's value by its name, empty where there is none
/// @param body what was sent, empty where nothing was
/// @param abandoned whether nobody waits for the answer any more, because the caller has hung up or
///   the server stops
public record Call(
    String target,
    Caller caller,
    String correlation,
    Map<String, String> path,
    Map<String, String> query,
    UnaryOperator<String> header,
    String body,
    BooleanSupplier abandoned) {

  public Form form() {
    return Bodies.form(body);
  }

  /// The stream that a place of the path names; empty when it is not an id of that kind.
  public Optional<StreamId> stream(Kind kind) {
    return StreamId.parse(kind, path.getOrDefault("id", ""));
  }

  public String place(String name) {
    return path.getOrDefault(name, "");
  }

  public Origin origin() {
    return new Origin(caller.name(), correlation);
  }

  public String header(String name) {
    return header.apply(name);
  }
}
