package dev.holdfast.gateway.tasks;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.showing.Delegations;
import dev.holdfast.gateway.showing.Tasks;
import dev.holdfast.gateway.waiting.Patience;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Submission;
import dev.holdfast.ledger.wire.ContractWire;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// `/v1/lanes/{lane}/claim`: leases waiting tasks to a worker, or waits until there are some.
public final class ClaimRoutes {
  /// How long a lease lasts without a heartbeat, unless the worker asks for another time.
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration LEASE_LONGEST = Duration.ofHours(1);
  private static final Duration WAIT_LONGEST = Duration.ofSeconds(60);

  private final Counter counter;
  private final Bulletin bulletin;
  private final Versions<Policy> policy;
  private final Delegations delegations;

  public ClaimRoutes(Counter counter, Bulletin bulletin, Versions<Policy> policy) {
    this.counter = counter;
    this.bulletin = bulletin;
    this.policy = policy;
    this.delegations = new Delegations(policy);
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
            "/v1/lanes/{lane}/claim",
            Access.WORK,
            new Route.Spec(
                "Claim up to `max` waiting tasks; waits up to `wait` for the first",
                "Claim",
                200,
                "Claimed"),
            this::claim));
  }

  private Reply claim(Call call) throws InterruptedException {
    var lane = call.place("lane");
    if (!policy.now().delegation().lanes().containsKey(lane)) {
      return Reply.refused(Problems.missing("lane '" + lane + "'"));
    }
    var form = call.form();
    var worker = form.name("worker", call.caller().name());
    int max = (int) form.whole("max", 1, 1, Counter.BATCH_MAX);
    var wait = atMost(WAIT_LONGEST, form.duration("wait", Duration.ZERO));
    var lease = atMost(LEASE_LONGEST, form.duration("lease", LEASE));
    if (lease.isZero()) {
      form.wrong("lease", "must be longer than zero");
    }
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var claimant = new Submission.Claimant(Kind.TASK, lane, Hands.WORKER, worker, lease);
    return claim(
        new Submission.Claim(call.origin(), claimant, max), new Patience(wait, call.abandoned()));
  }

  private static Duration atMost(Duration max, Duration wanted) {
    return wanted.compareTo(max) > 0 ? max : wanted;
  }

  private Reply claim(Submission.Claim claim, Patience patience) throws InterruptedException {
    var bell = bulletin.lane(Kind.TASK, claim.claimant().lane());
    do {
      long seen = bell.rings();
      var answer = counter.desk().submit(claim);
      if (answer instanceof Answer.Refused(var refusal)) {
        return Reply.refused(Problem.of(refusal));
      }
      var tasks = leased(answer).map(this::task).toList();
      if (!tasks.isEmpty() || patience.isOver()) {
        return claimed(tasks);
      }
      bell.await(seen, patience.piece());
    } while (!patience.isAbandoned());
    return claimed(List.of());
  }

  private static Reply claimed(List<Doc> tasks) {
    return Reply.ok(new Doc().docs("tasks", tasks));
  }

  private record Leased(StreamId id, TaskState.Leased state) {}

  private static Stream<Leased> leased(Answer answer) {
    return switch (answer) {
      case Answer.Refused _, Answer.Replayed _ -> Stream.empty();
      case Answer.Entered(_, var outcomes) -> outcomes.stream().flatMap(ClaimRoutes::leased);
    };
  }

  private static Stream<Leased> leased(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused _ -> Stream.empty();
      case Outcome.Done(var changes) -> changes.stream().limit(1).flatMap(ClaimRoutes::leased);
    };
  }

  private static Stream<Leased> leased(Changed changed) {
    return changed.state() instanceof TaskState.Leased leased
        ? Stream.of(new Leased(changed.change().id(), leased))
        : Stream.empty();
  }

  private Doc task(Leased leased) {
    var state = leased.state();
    var contract = dev.holdfast.core.delegation.Tasks.contract(state.assignment(), delegations);
    return new Doc()
        .text("task", leased.id().text())
        .node("contract", ContractWire.tree(leased.id(), state, contract))
        .doc("lease", Tasks.lease(state.lease()))
        .number("attempt", state.progress().attempts());
  }
}
