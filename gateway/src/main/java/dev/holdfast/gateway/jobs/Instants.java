package dev.holdfast.gateway.jobs;

import dev.holdfast.core.Kind;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.scheduling.Cause;
import dev.holdfast.core.scheduling.Firing;
import dev.holdfast.core.scheduling.InstantSettlement;
import dev.holdfast.core.scheduling.InstantState;
import dev.holdfast.core.scheduling.Lapse;
import dev.holdfast.core.scheduling.Slot;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Words;
import dev.holdfast.gateway.showing.Deliveries;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.showing.Streams.Kept;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the instants of a job look that are over or go on.
final class Instants {
  /// So many are told as marks, and among them the last delivery is looked for.
  static final int NEWEST = 30;

  private final Streams streams;
  private final Deliveries deliveries;

  Instants(Streams streams) {
    this.streams = streams;
    this.deliveries = new Deliveries(streams);
  }

  /// Newest first.
  List<Kept<InstantState>> newest(StreamId job) {
    return streams.list(Jobs.instantsOf(job, NEWEST), InstantState.class);
  }

  Doc doc(Kept<InstantState> kept) {
    var id = kept.id();
    return switch (kept.state()) {
      case InstantState.New() -> begun(id, kept.state());
      case InstantState.Waiting(var firing) ->
          moment(begun(id, kept.state()), firing).time("waitsSince", firing.startedAt());
      case InstantState.Running(var firing) -> run(begun(id, kept.state()), id, firing);
      case InstantState.Ran(var firing, var settlement) ->
          delivered(settled(run(begun(id, kept.state()), id, firing), settlement), id);
      case InstantState.Skipped(var firing, var reason) ->
          moment(begun(id, kept.state()), firing).text("reason", reason);
      case InstantState.Lapsed(_, var lapse) -> lapse(begun(id, kept.state()), lapse);
    };
  }

  /// Of what lapsed together, `nominal` is the first moment.
  static Doc mark(Reader.Mark mark) {
    var doc =
        new Doc()
            .time("nominal", new Slot(mark.instant().key()).nominal())
            .text("status", mark.status());
    return mark.weight() == 1 ? doc : doc.number("count", mark.weight());
  }

  private Doc begun(StreamId id, InstantState state) {
    return new Doc().text("id", id.text()).text("status", streams.status(id, state));
  }

  private static Doc moment(Doc doc, Firing firing) {
    return doc.time("nominal", firing.moment().nominal())
        .text("cause", Words.of(firing.moment().cause()));
  }

  private static Doc run(Doc doc, StreamId id, Firing firing) {
    moment(doc, firing).time("startedAt", firing.startedAt());
    if (isTimed(firing.moment().cause())) {
      var late = Duration.between(firing.moment().nominal(), firing.startedAt());
      doc.number("latenessMillis", late.toMillis());
    }
    return doc.text("run", id.as(Kind.RUN).text());
  }

  /// Whether it was to start at its moment.
  static boolean isTimed(Cause cause) {
    return switch (cause) {
      case SCHEDULE, CATCH_UP -> true;
      case BACKFILL, BY_HAND, TRIAL -> false;
    };
  }

  private static Doc settled(Doc doc, InstantSettlement settlement) {
    return switch (settlement) {
      case InstantSettlement.Completed(var output) -> doc.text("outputSha256", output.sha256());
      case InstantSettlement.Failed(var why) ->
          doc.text("reason", why.cause()).diagnostic("diagnostic", why);
      case InstantSettlement.Cancelled(var reason) -> doc.text("reason", reason);
    };
  }

  private Doc delivered(Doc doc, StreamId id) {
    var delivery = id.as(Kind.DELIVERY);
    streams
        .find(delivery, DeliveryState.class)
        .ifPresent(kept ->
            doc.text("delivery", delivery.text())
                .text("delivered", streams.status(delivery, kept.state())));
    return doc;
  }

  private static Doc lapse(Doc doc, Lapse lapse) {
    return doc.time("nominal", lapse.first())
        .time("last", lapse.last())
        .number("count", lapse.count())
        .text("reason", lapse.reason());
  }

  /// The message that came of the newest of these that said something.
  Optional<Doc> lastDelivery(List<Kept<InstantState>> newest) {
    var ids =
        newest.stream()
            .filter(kept -> kept.state() instanceof InstantState.Ran)
            .map(kept -> kept.id().as(Kind.DELIVERY))
            .toList();
    var states = streams.states(ids);
    return ids.stream()
        .flatMap(id -> Optional.ofNullable(states.get(id)).stream().map(state -> doc(id, state)))
        .findFirst();
  }

  private Doc doc(StreamId delivery, State state) {
    return deliveries.brief(delivery, (DeliveryState) state);
  }
}
