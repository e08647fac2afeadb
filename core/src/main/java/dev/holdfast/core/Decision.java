package dev.holdfast.core;

import java.util.List;

/// What the rules answer to a command: the facts that it makes, or why not.
public sealed interface Decision<E> {
  /// The command is carried out; an empty list means that it had nothing left to do.
  record Accept<E>(List<E> events) implements Decision<E> {}

  record Refuse<E>(Refusal refusal) implements Decision<E> {}

  static <E> Decision<E> accept(E event) {
    return new Accept<>(List.of(event));
  }

  static <E> Decision<E> accept(E first, E second) {
    return new Accept<>(List.of(first, second));
  }

  static <E> Decision<E> accept(List<E> events) {
    return new Accept<>(events);
  }

  static <E> Decision<E> nothing() {
    return new Accept<>(List.of());
  }

  static <E> Decision<E> refuse(Refusal.Reason reason, Diagnostic diagnostic) {
    return new Refuse<>(Refusal.of(reason, diagnostic));
  }
}
