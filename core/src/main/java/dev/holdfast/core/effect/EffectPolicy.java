package dev.holdfast.core.effect;

/// Effects go by their task's contract; the workspace tells them nothing else.
public record EffectPolicy() {}
