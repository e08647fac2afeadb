package dev.holdfast.execution.tools;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delegation.Terms;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Intents;
import dev.holdfast.execution.attempt.Permission;
import dev.holdfast.ledger.Codec;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The tasks that one task delegated. A later attempt that delegates the same again gets what an
/// earlier one began, instead of having it done twice.
final class Children {
  private static final Codec CODEC = new Codec();
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Attempt attempt;
  private final Doors doors;
  private final Intents intents;
  private final Set<StreamId> taken = new HashSet<>();

  Children(Attempt attempt, Doors doors, Intents intents) {
    this.attempt = attempt;
    this.doors = doors;
    this.intents = intents;
  }

  /// The child of an earlier attempt, or a new one. One after the other, since tools are used side
  /// by side, and no two may take the same child.
  synchronized Permission have(String name, Contract contract, Json input)
      throws InterruptedException {
    var earlier = earlier(contract, input);
    var permission =
        earlier.isPresent()
            ? new Permission.Granted(earlier.get())
            : intents.delegate(attempt, name, input);
    if (permission instanceof Permission.Granted(var child)) {
      taken.add(child);
    }
    return permission;
  }

  private Optional<StreamId> earlier(Contract contract, Json input) {
    return attempt.leased().progress().children().stream()
        .map(key -> new StreamId(Kind.TASK, key))
        .filter(child -> !taken.contains(child))
        .filter(child -> state(child).filter(state -> isSame(state, contract, input)).isPresent())
        .findFirst();
  }

  /// A child that failed is not the same again: it is worth another try.
  private static boolean isSame(TaskState state, Contract contract, Json input) {
    return switch (state) {
      case TaskState.Offered(var assignment, _, _, _) -> isSame(assignment, contract, input);
      case TaskState.Resting(var assignment, _, _, _) -> isSame(assignment, contract, input);
      case TaskState.Leased leased -> isSame(leased.assignment(), contract, input);
      case TaskState.Accepted accepted -> isSame(accepted.assignment(), contract, input);
      case TaskState.New _,
          TaskState.Rejected _,
          TaskState.Escalated _,
          TaskState.Failed _,
          TaskState.Expired _,
          TaskState.Cancelled _ ->
          false;
    };
  }

  /// Carving changes budget and allowance only.
  private static boolean isSame(Assignment assignment, Contract contract, Json input) {
    return assignment.terms() instanceof Terms.Written(var carved, _)
        && carved.objective().equals(contract.objective())
        && carved.agent().equals(contract.agent())
        && carved.schema().equals(contract.schema())
        && carved.checks().equals(contract.checks())
        && assignment.input().equals(input);
  }

  /// Waits for the child's end; empty when the attempt's time is over before.
  Optional<TaskState> ended(StreamId child) throws InterruptedException {
    while (!attempt.deadline().isOver()) {
      var bell = doors.bulletin().changes(child);
      long seen = bell.rings();
      var state = state(child).filter(Children::isEnded);
      if (state.isPresent()) {
        doors.bulletin().forget(child);
        return state;
      }
      bell.await(seen, attempt.deadline().atMost(LOOK).left());
    }
    return Optional.empty();
  }

  void consume(StreamId child) throws InterruptedException {
    intents.consume(attempt, child);
  }

  private Optional<TaskState> state(StreamId child) {
    return doors.reader().row(child).map(row -> (TaskState) CODEC.decode(row.state()));
  }

  private static boolean isEnded(TaskState state) {
    return switch (state) {
      case TaskState.New _, TaskState.Offered _, TaskState.Resting _, TaskState.Leased _ -> false;
      case TaskState.Accepted _,
          TaskState.Rejected _,
          TaskState.Escalated _,
          TaskState.Failed _,
          TaskState.Expired _,
          TaskState.Cancelled _ ->
          true;
    };
  }
}
