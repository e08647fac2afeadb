package dev.holdfast.core.routing;

/// One rule of the routing table: when its expression holds, its contract answers.
public record Route(String name, String when, String contract) {}
