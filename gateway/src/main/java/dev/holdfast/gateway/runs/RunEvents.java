package dev.holdfast.gateway.runs;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.run.RunState;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.showing.History;
import dev.holdfast.gateway.showing.Step;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.waiting.Patience;
import dev.holdfast.gateway.waiting.RunSignals;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// A run's steps as Server-Sent Events (WHATWG HTML, section 9.2), from the first or from where the
/// client left off until the run and its deliveries have ended.
final class RunEvents {
  private static final int CLIENTS_MAX = 512;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(15).toNanos();
  private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(3).toNanos();

  private final Streams streams;
  private final History history;
  private final RunSignals signals;
  private final Semaphore clients = new Semaphore(CLIENTS_MAX);

  RunEvents(Streams streams, RunSignals signals) {
    this.streams = streams;
    this.history = new History(streams);
    this.signals = signals;
  }

  Reply follow(Call call, StreamId run) {
    var seen = seen(run, call.header("Last-Event-ID"));
    if (!seen.isEmpty() && hasEnded(run) && seen.size() == history.of(run).size()) {
      return new Reply.Whole(204, Map.of(), "");
    }
    var headers = Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store");
    return new Reply.Streamed(
        200,
        headers,
        line -> {
          if (!clients.tryAcquire()) {
            line.send(": " + Problems.full("followers", CLIENTS_MAX).diagnostic().cause() + "\n\n");
            return;
          }
          try (var ear = signals.listen(run)) {
            // The client learns at once that it is connected.
            line.send("");
            follow(new Following(run, seen, line, ear), new Patience(LONGEST, call.abandoned()));
          } finally {
            clients.release();
          }
        });
  }

  /// One client.
  private record Following(StreamId run, Set<String> seen, Reply.Line line, RunSignals.Ear ear) {}

  private void follow(Following following, Patience patience)
      throws IOException, InterruptedException {
    long looked = System.nanoTime();
    long spoke = looked;
    boolean ended = hasEnded(following.run());
    if (tell(following)) {
      spoke = System.nanoTime();
    }
    while (!ended && !patience.isOver()) {
      boolean heard = following.ear().await(patience.piece());
      long now = System.nanoTime();
      if (heard || now - looked > LOOK_AGAIN_NANOS) {
        looked = now;
        // Asked before the telling, so that the last step is never left out.
        ended = hasEnded(following.run());
        spoke = tell(following) ? now : spoke;
      }
      if (now - spoke > KEEP_ALIVE_NANOS) {
        following.line().send(": still here\n\n");
        spoke = now;
      }
    }
  }

  /// Sends what the client has not seen; says whether there was anything.
  private boolean tell(Following following) throws IOException {
    var news =
        history.of(following.run()).stream()
            .filter(step -> !following.seen().contains(step.id()))
            .toList();
    if (news.isEmpty()) {
      return false;
    }
    following.line().send(text(news));
    news.forEach(step -> following.seen().add(step.id()));
    return true;
  }

  private static String text(List<Step> steps) {
    var text = new StringBuilder();
    for (var step : steps) {
      text.append("id: ").append(step.id()).append("\nevent: ").append(step.what());
      text.append("\ndata: ").append(step.doc().line()).append("\n\n");
    }
    return text.toString();
  }

  /// Everything up to and with the step that the client saw last; nothing if it is not known.
  private Set<String> seen(StreamId run, String last) {
    var seen = new HashSet<String>();
    if (last.isEmpty()) {
      return seen;
    }
    for (var step : history.of(run)) {
      seen.add(step.id());
      if (step.id().equals(last)) {
        return seen;
      }
    }
    return new HashSet<>();
  }

  private boolean hasEnded(StreamId run) {
    var state = streams.find(run, RunState.class).orElseThrow().state();
    boolean over =
        switch (state) {
          case RunState.New _, RunState.Waiting _, RunState.Working _ -> false;
          case RunState.Completed _,
              RunState.Failed _,
              RunState.Escalated _,
              RunState.Cancelled _ ->
              true;
        };
    return over
        && streams.under(run, Kind.DELIVERY, DeliveryState.class).stream()
            .noneMatch(kept -> isOnItsWay(kept.state()));
  }

  private static boolean isOnItsWay(DeliveryState state) {
    return switch (state) {
      case DeliveryState.New _,
          DeliveryState.Blocked _,
          DeliveryState.Ready _,
          DeliveryState.Sending _,
          DeliveryState.Resting _ ->
          true;
      case DeliveryState.Delivered _,
          DeliveryState.Dead _,
          DeliveryState.Expired _,
          DeliveryState.Suppressed _,
          DeliveryState.Unknown _ ->
          false;
    };
  }
}
