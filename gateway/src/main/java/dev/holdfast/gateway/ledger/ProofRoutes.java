package dev.holdfast.gateway.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delivery.Deliveries;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.showing.History;
import dev.holdfast.gateway.showing.Step;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.showing.Streams.Kept;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Entry;
import dev.holdfast.ledger.SealedEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// `/v1/proof/{delivery}`: from what was delivered back to who asked, or to the instant of a job,
/// entry by entry.
public final class ProofRoutes {
  private static final long FIRST_OF_DESK = 1;

  private final Streams streams;
  private final History history;

  public ProofRoutes(Streams streams) {
    this.streams = streams;
    this.history = new History(streams);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/proof/{id}",
            Access.READ,
            Route.Spec.of("Prove a delivery back to its request or instant", "Proof"),
            this::prove));
  }

  private Reply prove(Call call) {
    return call.stream(Kind.DELIVERY)
        .flatMap(id -> streams.find(id, DeliveryState.class))
        .map(kept -> Reply.ok(proof(kept)))
        .orElseGet(() -> Reply.refused(Problems.missing("delivery " + call.place("id"))));
  }

  private Doc proof(Kept<DeliveryState> delivery) {
    var message = Deliveries.message(delivery.state());
    var doc =
        new Doc()
            .text("delivery", delivery.id().text())
            .text("status", streams.status(delivery.id(), delivery.state()));
    boolean gated = gate(doc, message.provenance());
    var steps = steps(delivery, message.regarding().run());
    var entries = new LinkedHashSet<Long>();
    steps.forEach(step -> entries.add(step.entry()));
    var sealed = entries.stream().map(streams.reader()::entry).flatMap(Optional::stream).toList();
    boolean chained = sealed.size() == entries.size() && sealed.stream().allMatch(this::isChained);
    return doc.flag("proven", gated && chained)
        .flag("chained", chained)
        .docs("steps", steps.stream().map(Step::line).toList())
        .docs("entries", sealed.stream().map(ProofRoutes::entry).toList());
  }

  /// Says whose verdict let the content out, and whether it was about exactly this content.
  private boolean gate(Doc doc, Provenance provenance) {
    return switch (provenance) {
      case Provenance.Gated(var task, var sha256) ->
          passed(doc.text("provenance", "gated"), task, sha256);
      case Provenance.Scheduled(var task, var sha256, var origin) ->
          passed(
              doc.text("provenance", "scheduled")
                  .text("job", origin.job())
                  .time("instant", origin.nominal()),
              task,
              sha256);
      case Provenance.Diagnosed() -> {
        doc.text("provenance", "diagnosed");
        yield true;
      }
      case Provenance.Sent() -> {
        doc.text("provenance", "sent");
        yield true;
      }
    };
  }

  private boolean passed(Doc doc, long task, String sha256) {
    var id = new StreamId(Kind.TASK, task);
    boolean passed =
        streams
            .find(id, TaskState.class)
            .filter(kept ->
                kept.state() instanceof TaskState.Accepted accepted
                    && accepted.output().sha256().equals(sha256)
                    && Codec.hash(accepted.output().value().text()).equals(sha256))
            .isPresent();
    doc.text("task", id.text()).text("outputSha256", sha256).flag("gatePassed", passed);
    return passed;
  }

  private List<Step> steps(Kept<DeliveryState> delivery, long run) {
    if (run == 0) {
      return history.of(List.of(delivery.row()));
    }
    var steps = new ArrayList<Step>();
    for (var step : history.of(new StreamId(Kind.RUN, run))) {
      if (step.stream().equals(delivery.id().text()) || !step.what().startsWith("delivery.")) {
        steps.add(step);
      }
    }
    return steps;
  }

  /// The entry's hash is the one over the hash before it and its text.
  private boolean isChained(SealedEntry sealed) {
    long sequence = sealed.id() & ((1L << Entry.SEQUENCE_BITS) - 1);
    var before =
        sequence == FIRST_OF_DESK
            ? Optional.of(SealedEntry.GENESIS)
            : streams.reader().entry(sealed.id() - 1).map(SealedEntry::hash);
    return before.filter(hash -> Codec.hash(hash, sealed.body()).equals(sealed.hash())).isPresent();
  }

  private static Doc entry(SealedEntry sealed) {
    return new Doc()
        .number("entry", sealed.id())
        .time("at", sealed.at())
        .text("hash", sealed.hash());
  }
}
