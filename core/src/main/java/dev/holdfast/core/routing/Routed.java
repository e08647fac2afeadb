package dev.holdfast.core.routing;

/// The recorded routing decision: which route, which contract, and why.
public record Routed(String route, String contract, String reason) {}
