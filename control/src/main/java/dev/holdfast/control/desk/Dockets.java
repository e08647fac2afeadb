package dev.holdfast.control.desk;

import dev.holdfast.core.Command;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Memory;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Submission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns submissions into dockets: looks up which were entered before, which items a claim gets,
/// what is due. One statement each, for all.
final class Dockets {
  private final Page page;
  private final Files files;
  private final Map<Pending, Answer> answered = new LinkedHashMap<>();
  private final List<Docket> open = new ArrayList<>();
  private final List<Waking> wakings = new ArrayList<>();

  Dockets(Page page, Files files) {
    this.page = page;
    this.files = files;
  }

  /// What is looked up beside the page.
  record Files(
      Versions<Policy> policy,
      Reader reader,
      Codec codec,
      Stragglers stragglers,
      ClockWatch watch) {}

  /// Those that need no decision, and the answer that they get.
  Map<Pending, Answer> answered() {
    return answered;
  }

  List<Docket> open() {
    return open;
  }

  /// Wakes among them, whose streams' dockets are open.
  List<Waking> wakings() {
    return wakings;
  }

  void sort(List<Pending> batch) {
    var remembered = remembered(batch);
    var ready = ready(batch);
    var keys = new HashMap<String, Pending>();
    for (var pending : batch) {
      switch (pending.submission()) {
        case Submission.Given given -> {
          var memory = remembered.get(given.key().id());
          if (memory != null) {
            answered.put(pending, again(given, memory));
          } else if (!given.key().isNone() && keys.putIfAbsent(given.key().id(), pending) != null) {
            answered.put(pending, new Answer.Refused(inFlight()));
          } else {
            open.add(new Docket(pending, given.origin(), given.orders(), given.key()));
          }
        }
        case Submission.Claim claim ->
            open.add(new Docket(pending, claim.origin(), leases(claim, ready), CommandKey.NONE));
        case Submission.Wake wake -> {
          var waking = Waking.of(pending, wake, page, files);
          wakings.add(waking);
          open.addAll(waking.dockets());
        }
      }
    }
  }

  private Map<String, Memory> remembered(List<Pending> batch) {
    var ids = new ArrayList<String>();
    for (var pending : batch) {
      if (pending.submission() instanceof Submission.Given given && !given.key().isNone()) {
        ids.add(given.key().id());
      }
    }
    var remembered = new HashMap<String, Memory>();
    if (!ids.isEmpty()) {
      page.memories(ids).forEach(memory -> remembered.put(memory.key().id(), memory));
    }
    return remembered;
  }

  private Answer again(Submission.Given given, Memory memory) {
    if (!memory.key().body().equals(given.key().body())) {
      return new Answer.Refused(keyReused());
    }
    var entry =
        files
            .reader()
            .entry(memory.entry())
            .orElseThrow(() -> new IllegalStateException("no entry " + memory.entry()));
    return new Answer.Replayed(memory.entry(), files.codec().open(entry).changes());
  }

  /// What waits in each lane that is claimed from, as much as all its claimants together want and
  /// its concurrency allows.
  private Map<Submission.Claimant, Deque<StreamId>> ready(List<Pending> batch) {
    var wanted = new LinkedHashMap<Submission.Claimant, Integer>();
    for (var pending : batch) {
      if (pending.submission() instanceof Submission.Claim claim) {
        wanted.merge(lane(claim), claim.max(), Integer::sum);
      }
    }
    var ready = new HashMap<Submission.Claimant, Deque<StreamId>>();
    var free = new HashMap<String, Integer>();
    // Two desks that lock the same lanes must take them in the same order.
    wanted.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().lane()))
        .forEach(entry ->
            ready.put(
                entry.getKey(), new ArrayDeque<>(taken(entry.getKey(), entry.getValue(), free))));
    return ready;
  }

  private List<StreamId> taken(Submission.Claimant lane, int max, Map<String, Integer> freeByLane) {
    if (lane.kind() != Kind.TASK) {
      return page.ready(lane.kind(), lane.lane(), lane.hands(), max);
    }
    int free = freeByLane.computeIfAbsent(lane.lane(), this::free);
    if (free <= 0) {
      return List.of();
    }
    var taken = page.ready(lane.kind(), lane.lane(), lane.hands(), Math.min(max, free));
    freeByLane.put(lane.lane(), free - taken.size());
    return taken;
  }

  private int free(String lane) {
    var terms = files.policy().now().delegation().lanes().get(lane);
    return terms == null ? 0 : terms.concurrency() - page.leased(Kind.TASK, lane);
  }

  /// Claims by different holders draw from the same lane.
  private static Submission.Claimant lane(Submission.Claim claim) {
    var claimant = claim.claimant();
    return new Submission.Claimant(
        claimant.kind(), claimant.lane(), claimant.hands(), "", java.time.Duration.ZERO);
  }

  private static List<Order> leases(
      Submission.Claim claim, Map<Submission.Claimant, Deque<StreamId>> ready) {
    var waiting = ready.getOrDefault(lane(claim), new ArrayDeque<>());
    var orders = new ArrayList<Order>();
    while (orders.size() < claim.max() && !waiting.isEmpty()) {
      orders.add(new Order(waiting.poll(), lease(claim.claimant())));
    }
    return orders;
  }

  private static Command lease(Submission.Claimant claimant) {
    return switch (claimant.kind()) {
      case TASK -> new TaskCommand.Lease(claimant.holder(), claimant.lease());
      case DELIVERY -> new DeliveryCommand.Attempt(claimant.holder(), claimant.lease());
      case JOB -> new JobCommand.Check(claimant.holder(), claimant.lease());
      case REQUEST, SESSION, RUN, EFFECT, CHANNEL, TOKEN, TOPIC, INSTANT, COOLDOWN, BUDGET, MODEL ->
          throw new IllegalStateException("nobody takes up a " + claimant.kind().word());
    };
  }

  private static Refusal inFlight() {
    return Refusal.of(
        Refusal.Reason.CONFLICT,
        new Diagnostic(
            "in-flight",
            "The same Idempotency-Key is being worked on at this moment.",
            "This copy was not accepted.",
            "Ask again in a moment; the answer will be the first one's."));
  }

  private static Refusal keyReused() {
    return Refusal.of(
        Refusal.Reason.KEY_REUSED,
        new Diagnostic(
            "key-reused",
            "The Idempotency-Key was used before, with another body.",
            "Nothing was accepted.",
            "Use a new key for a new request, or send the first body again."));
  }
}
