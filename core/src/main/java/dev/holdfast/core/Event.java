package dev.holdfast.core;

/// A fact about one stream, in the past tense; each chapter seals its own.
public interface Event {}
