package dev.holdfast.gateway.models;

import dev.holdfast.gateway.http.Route;
import tools.jackson.databind.node.ObjectNode;

/// One of the APIs in which models are asked.
interface Dialect {
  String path();

  Route.Spec spec();

  Wanted read(ObjectNode body, Notes notes);

  /// A whole answer.
  ObjectNode whole(Wanted wanted, Mark mark, Outcome.Answered answered);

  Script script(Wanted wanted, Mark mark);
}
