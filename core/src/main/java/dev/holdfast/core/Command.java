package dev.holdfast.core;

/// A wish to one stream, in the imperative; each chapter seals its own.
public interface Command {}
