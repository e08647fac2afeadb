package dev.holdfast.core.models;

/// A kind of work: how patient one is with it, and who does it.
///
/// @param tier the tier that serves it when it is asked for by name, empty for none
public record TaskClass(String tier, Patience patience) {}
