package dev.holdfast.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the ledger must know of a state without reading it: the columns that every stream table
/// leads with.
///
/// @param status the situation's word, as shown and counted
/// @param queue where it waits to be taken up, if it does
/// @param dueAt when it next needs attention by itself
/// @param parent the key of the stream that it belongs to, zero if none
/// @param weight how many it counts for in the books; one, where nothing else is said
/// @param name by which it is listed in order; empty where it is listed by its key
/// @param proof the output that this stream carries and the task whose verdict passed it
/// @param spent what it cost to ask a model, once that is known
public record Standing(
    String status,
    Optional<Queue> queue,
    Optional<Instant> dueAt,
    long parent,
    long weight,
    String name,
    Optional<Proof> proof,
    Optional<Spent> spent) {

  /// A place in a lane. `READY` items can be claimed, `LEASED` ones count against the lane's
  /// concurrency.
  public record Queue(String lane, Hands hands, Place place, int priority) {}

  /// Who takes work up: a worker that claims over the API, or a node of ours.
  public enum Hands {
    WORKER,
    NODE
  }

  public enum Place {
    READY,
    LEASED
  }

  /// An output's hash and the task that produced it.
  public record Proof(long task, String sha256) {}

  /// What one attempt at a model used and cost.
  ///
  /// @param cost micro-units
  /// @param isKnown whether somebody counted it and there was a price for it
  /// @param tokens what the budgets bear
  /// @param money what the budgets bear, micro-units
  /// @param budgets keys of the budgets that bear it
  public record Spent(
      Whose whose,
      List<Long> parts,
      long cost,
      boolean isKnown,
      long tokens,
      long money,
      List<Long> budgets) {}

  /// Whose spending it is; parts that nobody knows are empty.
  public record Whose(String model, String tier, String agent, String actor) {}

  public static Standing of(String status) {
    return new Standing(
        status, Optional.empty(), Optional.empty(), 0, 1, "", Optional.empty(), Optional.empty());
  }

  public Standing queued(String lane, Hands hands, Place place, int priority) {
    var queued = Optional.of(new Queue(lane, hands, place, priority));
    return new Standing(status, queued, dueAt, parent, weight, name, proof, spent);
  }

  public Standing due(Instant at) {
    return new Standing(status, queue, Optional.of(at), parent, weight, name, proof, spent);
  }

  public Standing under(long parentKey) {
    return new Standing(status, queue, dueAt, parentKey, weight, name, proof, spent);
  }

  public Standing weighing(long count) {
    return new Standing(status, queue, dueAt, parent, count, name, proof, spent);
  }

  /// A name stays with its stream.
  public Standing called(String its) {
    return new Standing(status, queue, dueAt, parent, weight, its, proof, spent);
  }

  public Standing proven(long task, String sha256) {
    var proven = Optional.of(new Proof(task, sha256));
    return new Standing(status, queue, dueAt, parent, weight, name, proven, spent);
  }

  public Standing spending(Spent some) {
    return new Standing(status, queue, dueAt, parent, weight, name, proof, Optional.of(some));
  }
}
