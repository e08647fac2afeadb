package dev.holdfast.core.spend;

/// What a million tokens cost, each in micro-units of the table's currency. Thoughts cost what
/// output costs.
public record Price(long uncached, long cacheRead, long cacheWrite, long output) {}
