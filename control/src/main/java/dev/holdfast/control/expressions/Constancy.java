package dev.holdfast.control.expressions;

/// Whether an expression's value depends on its facts at all.
public enum Constancy {
  ALWAYS_TRUE,
  ALWAYS_FALSE,
  VARIES
}
