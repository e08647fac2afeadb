package dev.holdfast.core.models;

/// Whom a question is put to: a tier's models in their order, whoever does a kind of work, or one
/// model and no other.
public sealed interface Addressee {
  record Tier(String name) implements Addressee {}

  record Work(String taskClass) implements Addressee {}

  record One(ModelId model) implements Addressee {}

  /// As it is written where it is asked for: `small`, `interactive`, `main/mini`.
  default String text() {
    return switch (this) {
      case Tier(var name) -> name;
      case Work(var taskClass) -> taskClass;
      case One(var model) -> model.text();
    };
  }
}
