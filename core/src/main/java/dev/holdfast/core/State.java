package dev.holdfast.core;

/// The situation that one stream is in; each chapter seals its own.
public interface State {}
