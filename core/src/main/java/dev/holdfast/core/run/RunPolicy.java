package dev.holdfast.core.run;

/// Runs go by what was pinned when they were opened; the workspace tells them nothing else.
public record RunPolicy() {}
