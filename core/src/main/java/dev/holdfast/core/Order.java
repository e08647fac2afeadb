package dev.holdfast.core;

/// A command and the stream that it is for.
public record Order(StreamId to, Command command) {}
