package dev.holdfast.gateway.ordering;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.holdfast.core.Event;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.routing.RequestEvent;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.ordering.Counter.Result;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Reader.Queued;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Tells whoever brings work how much room is left in the lanes that it goes to, whether it was
/// taken or refused (`RateLimit-Policy` and `RateLimit`, draft-ietf-httpapi-ratelimit-headers): `q`
/// is how many tasks may wait in the lane, `r` how many more that is. What waits is looked up at
/// most once a second, for all lanes together: the quota is a hint, the desk decides.
public final class Quotas {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final String LANES = "lanes.";

  private final Versions<Policy> policy;
  private final LoadingCache<Kind, Map<String, Queued>> queues;

  public Quotas(Reader reader, Versions<Policy> policy) {
    this.policy = policy;
    this.queues = Caffeine.newBuilder().expireAfterWrite(FRESH).build(reader::queues);
  }

  /// The same answer, with the quotas of all lanes that the results speak of.
  Reply told(Reply reply, List<Result> results) {
    var room = new TreeMap<String, Long>();
    for (var result : results) {
      switch (result) {
        case Result.Done(var changes, _) ->
            changes.stream()
                .flatMap(change -> change.events().stream())
                .flatMap(event -> lane(event).stream())
                .forEach(lane -> room.computeIfAbsent(lane, this::room));
        case Result.Refused(var refusal) -> full(refusal).forEach(lane -> room.put(lane, 0L));
      }
    }
    return room.isEmpty() ? reply : told(reply, room);
  }

  private Reply told(Reply reply, Map<String, Long> room) {
    var policies = new ArrayList<String>();
    var limits = new ArrayList<String>();
    room.forEach((lane, left) -> {
      var name = "\"" + LANES + lane + "\"";
      policies.add(name + ";q=" + queue(lane) + ";qu=\"concurrent-requests\"");
      limits.add(name + ";r=" + left + (left == 0 ? ";t=" + FRESH.toSeconds() : ""));
    });
    return reply
        .with("RateLimit-Policy", String.join(", ", policies))
        .with("RateLimit", String.join(", ", limits));
  }

  /// The lane that a fact brings work into: at once, or when its session's turn comes.
  private Optional<String> lane(Event event) {
    return switch (event) {
      case TaskEvent.Offered offered -> Optional.of(offered.place().lane());
      case RequestEvent.Accepted(_, var routed, _) -> lane(routed.contract());
      default -> Optional.empty();
    };
  }

  private Optional<String> lane(String contract) {
    var delegation = policy.now().delegation();
    return Optional.ofNullable(delegation.contracts().get(contract))
        .flatMap(terms -> Optional.ofNullable(delegation.agents().get(terms.agent())))
        .map(agent -> agent.lane());
  }

  /// The lanes that a refusal says are full.
  private static Stream<String> full(Refusal refusal) {
    return refusal.reason() == Refusal.Reason.OVERLOADED
        ? refusal.findings().stream()
            .map(Finding::where)
            .filter(where -> where.startsWith(LANES))
            .map(where -> where.substring(LANES.length()))
        : Stream.of();
  }

  private long room(String lane) {
    try {
      var queued = queues.get(Kind.TASK).get(lane);
      return Math.max(0, queue(lane) - (queued == null ? 0 : queued.waiting()));
    } catch (LedgerUnavailable _) {
      // The work was taken; that nobody can count just now must not hide it.
      return 0;
    }
  }

  private int queue(String lane) {
    var terms = policy.now().delegation().lanes().get(lane);
    return terms == null ? 0 : terms.queue();
  }
}
