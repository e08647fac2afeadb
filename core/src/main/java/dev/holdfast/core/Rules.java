package dev.holdfast.core;

import java.time.Instant;

/// The rules of one kind of stream: pure functions over sealed types. The same arguments give the
/// same answer, always.
public interface Rules<S extends State, C extends Command, E extends Event, P> {
  /// The state of a stream that does not exist yet.
  S initial();

  Decision<E> decide(StreamId id, S state, C command, Versions<P> policy, Instant now);

  S evolve(S state, E event);

  Standing standing(StreamId id, S state);
}
