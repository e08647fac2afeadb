package dev.holdfast.core.routing;

import dev.holdfast.core.Expressions;
import java.util.List;
import java.util.Map;

/// What routing is told by the workspace.
///
/// @param responders per channel, the contract that answers when no route matches; empty where the
///   channel takes no requests
public record RoutingPolicy(
    Map<String, String> responders, List<Route> routes, Expressions expressions) {}
