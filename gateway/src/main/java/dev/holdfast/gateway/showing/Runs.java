package dev.holdfast.gateway.showing;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.effect.EffectState;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.effect.Use;
import dev.holdfast.core.run.RunRules;
import dev.holdfast.core.run.RunState;
import dev.holdfast.core.spend.Charge;
import dev.holdfast.gateway.http.Doc;
import java.util.List;

/// How a run looks, with everything that it caused.
public final class Runs {
  private final Streams streams;
  private final Tasks tasks;
  private final Deliveries deliveries;
  private final History history;

  public Runs(Streams streams, Versions<Policy> policy) {
    this.streams = streams;
    this.tasks = new Tasks(streams, policy);
    this.deliveries = new Deliveries(streams);
    this.history = new History(streams);
  }

  /// What it is and how it stands.
  public Doc brief(StreamId id, RunState state) {
    var work = RunRules.work(state);
    var doc =
        new Doc()
            .text("run", id.text())
            .text("status", streams.status(id, state))
            .text("contract", work.contract())
            .number("policyVersion", work.policyVersion())
            .text("actor", work.actor())
            .text("channel", work.channel())
            .text("thread", work.thread())
            .text("correlationId", work.correlation());
    caused(doc, id, work.session());
    return switch (state) {
      case RunState.New _, RunState.Waiting _, RunState.Working _ -> doc;
      case RunState.Completed(_, var output) ->
          doc.json("output", output.value()).text("outputSha256", output.sha256());
      case RunState.Failed(_, var why) -> doc.diagnostic("diagnostic", why);
      case RunState.Escalated(_, var why) -> doc.diagnostic("diagnostic", why);
      case RunState.Cancelled(_, var reason) -> doc.text("reason", reason);
    };
  }

  /// A run belongs to a request and its session, or to the instant of a job.
  private void caused(Doc doc, StreamId run, long session) {
    if (session == 0) {
      Firings.of(streams, run)
          .ifPresent(
              firing -> doc.text("job", firing.job()).time("instant", firing.moment().nominal()));
    } else {
      doc.text("request", run.as(Kind.REQUEST).text())
          .text("session", new StreamId(Kind.SESSION, session).text());
    }
  }

  /// With its tasks, deliveries, effects and timeline.
  public Doc whole(StreamId id, RunState state) {
    return parts(id, brief(id, state))
        .docs("timeline", history.of(id).stream().map(Step::line).toList());
  }

  /// What its end rests on: verdicts, evidence, receipts, and every step in full.
  public Doc evidence(StreamId id, RunState state) {
    return parts(id, brief(id, state))
        .docs("events", history.of(id).stream().map(Step::doc).toList());
  }

  private Doc parts(StreamId id, Doc doc) {
    var found = history.tasks(id);
    return doc.docs("tasks", found.stream().map(it -> tasks.brief(it.id(), it.state())).toList())
        .docs("deliveries", deliveries(id))
        .docs("effects", found.stream().flatMap(it -> effects(it.id()).stream()).toList());
  }

  private List<Doc> deliveries(StreamId run) {
    return streams.under(run, Kind.DELIVERY, DeliveryState.class).stream()
        .map(kept -> deliveries.brief(kept.id(), kept.state()))
        .toList();
  }

  private List<Doc> effects(StreamId task) {
    return streams.under(task, Kind.EFFECT, EffectState.class).stream()
        .map(kept -> effect(kept.id(), kept.state()))
        .toList();
  }

  private Doc effect(StreamId id, EffectState state) {
    var doc = new Doc().text("effect", id.text()).text("status", streams.status(id, state));
    return switch (state) {
      case EffectState.New() -> doc;
      case EffectState.Intended(var use, var until) -> use(doc, use).time("until", until);
      case EffectState.Refused(var use, var why) -> use(doc, use).diagnostic("diagnostic", why);
      case EffectState.Ended(var use, var settlement, var charge) ->
          charged(settled(use(doc, use), settlement), charge);
    };
  }

  private static Doc use(Doc doc, Use use) {
    return doc.text("tool", use.tool()).text("task", new StreamId(Kind.TASK, use.task()).text());
  }

  /// What a question to a model cost.
  private static Doc charged(Doc doc, Charge charge) {
    return charge.isNone()
        ? doc
        : doc.text("model", charge.payer().model())
            .text("tier", charge.payer().tier())
            .json("bill", charge.bill().json());
  }

  private static Doc settled(Doc doc, Settlement settlement) {
    return switch (settlement) {
      case Settlement.Receipt(var proof, var usage) ->
          doc.json("proof", proof).json("usage", usage);
      case Settlement.Failure(var fault, var message) ->
          doc.text("fault", fault).text("message", message);
      case Settlement.Doubt(var message) -> doc.text("message", message);
    };
  }
}
