package dev.holdfast.core.path;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.Firing;
import dev.holdfast.core.scheduling.InstantCommand;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobEvent;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Lapse;
import dev.holdfast.core.scheduling.Moment;
import dev.holdfast.core.scheduling.Result;
import dev.holdfast.core.scheduling.Slot;
import dev.holdfast.core.scheduling.TopicCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a job orders: its topic when it is saved, its instants when they are due, its messages when
/// a run has ended, and a word to its owner when it is out of service.
final class JobPath {
  private static final long NO_RUN = 0;

  private final JobState before;
  private final Job job;
  private final Policy policy;
  private final int policyVersion;
  private final Instant now;

  JobPath(JobState before, JobState after, Versions<Policy> versions, Instant now) {
    this.before = before;
    this.job = kept(after);
    this.policy = versions.now();
    this.policyVersion = versions.current();
    this.now = now;
  }

  private static Job kept(JobState state) {
    return switch (state) {
      case JobState.New() -> throw new IllegalStateException("a job that was never saved");
      case JobState.Kept(var job) -> job;
    };
  }

  List<Order> follow(JobEvent event) {
    return switch (event) {
      case JobEvent.Saved(var spec, _, var from) ->
          List.of(topic(spec.identity().topic(), take(spec.identity().topic(), from)));
      case JobEvent.TopicDropped(var topic) ->
          List.of(topic(topic, new TopicCommand.Drop(job.spec().id())));
      case JobEvent.Fired(var moment, var version, var at) -> List.of(fire(moment, version, at));
      case JobEvent.Queued(var moment, var at) ->
          List.of(open(moment, policyVersion, at, InstantCommand.Start.WAIT));
      case JobEvent.Unqueued(var moment, var reason) ->
          List.of(instant(moment, new InstantCommand.Skip(reason)));
      case JobEvent.Superseded(var running, var by) ->
          List.of(
              new Order(
                  slot(running).as(Kind.RUN),
                  new RunCommand.Cancel("the instant of " + by + " took its place")));
      case JobEvent.Lapsed(var lapse, _) -> lapsed(lapse);
      case JobEvent.Announced(var moment, var done, _) -> announce(moment, done);
      case JobEvent.Tripped(var why, var by, _, _) ->
          List.of(
              alert(
                  slot(by), slot(by).key(), "Job " + job.spec().id() + " is out of service", why));
      case JobEvent.GivenUp(var why, var at) ->
          List.of(
              alert(
                  Slot.of(job.version().number(), at, Slot.Use.CLOSING),
                  NO_RUN,
                  "Job " + job.spec().id() + " was disabled",
                  why));
      case JobEvent.LastFailed(var why, var by) ->
          List.of(
              alert(
                  slot(by),
                  slot(by).key(),
                  "Job " + job.spec().id() + " ended with a failure",
                  why));
      case JobEvent.Recovered(var by) -> List.of(note(slot(by)));
      case JobEvent.TopicHeld _,
          JobEvent.TopicYielded _,
          JobEvent.Removed _,
          JobEvent.EnableAsked _,
          JobEvent.Enabled _,
          JobEvent.Disabled _,
          JobEvent.Paused _,
          JobEvent.Resumed _,
          JobEvent.PreflightAsked _,
          JobEvent.PreflightBegun _,
          JobEvent.PreflightDone _,
          JobEvent.BackfillAsked _,
          JobEvent.BackfillDone _,
          JobEvent.Concluded _,
          JobEvent.Passed _,
          JobEvent.Withheld _,
          JobEvent.TrialFailed _,
          JobEvent.Ended _ ->
          List.of();
    };
  }

  private TopicCommand take(String topic, String from) {
    return new TopicCommand.Take(topic, job.spec().id(), from);
  }

  private static Order topic(String name, TopicCommand command) {
    return new Order(StreamId.named(Kind.TOPIC, name), command);
  }

  private Slot slot(Moment moment) {
    return moment.slot(job.version().number());
  }

  private Order instant(Moment moment, InstantCommand command) {
    return new Order(slot(moment).as(Kind.INSTANT), command);
  }

  /// A moment that waited is there already.
  private Order fire(Moment moment, int version, Instant at) {
    boolean waited =
        before instanceof JobState.Kept(var earlier) && earlier.turn().waiting().equals(moment);
    return waited
        ? instant(moment, new InstantCommand.Begin(at, version))
        : open(moment, version, at, InstantCommand.Start.NOW);
  }

  private Order open(Moment moment, int version, Instant at, InstantCommand.Start start) {
    var spec = job.spec();
    var order =
        new Firing.Order(
            spec.work().contract(), spec.work().input(), version, spec.identity().owner());
    var firing = new Firing(spec.id(), moment, order, spec.deliver(), at);
    return instant(moment, new InstantCommand.Open(firing, start));
  }

  private List<Order> lapsed(Lapse lapse) {
    var slot = Slot.of(job.version().number(), lapse.first(), Slot.Use.LAPSE);
    var orders = new ArrayList<Order>();
    orders.add(new Order(slot.as(Kind.INSTANT), new InstantCommand.Note(job.spec().id(), lapse)));
    if (lapse.kind() == Lapse.Kind.MISSED) {
      orders.add(alert(slot, NO_RUN, "Job " + job.spec().id() + " missed its time", missed(lapse)));
    }
    return orders;
  }

  private Diagnostic missed(Lapse lapse) {
    return new Diagnostic(
        "instants-missed",
        "%d of its instants were missed, from %s to %s: %s."
            .formatted(lapse.count(), lapse.first(), lapse.last(), lapse.reason()),
        "They were not run.",
        "If they are wanted: holdfast jobs backfill %s --from %s --to %s"
            .formatted(job.spec().id(), lapse.first().minusSeconds(1), lapse.last()));
  }

  private List<Order> announce(Moment moment, Result.Done done) {
    if (!(job.spec().deliver() instanceof Deliver.Path path)) {
      return List.of();
    }
    var slot = slot(moment);
    var content = new Message.Content("", done.text(), done.output().value());
    var provenance =
        new Provenance.Scheduled(
            slot.key(),
            done.output().sha256(),
            new Provenance.Origin(
                job.spec().id(),
                moment.nominal(),
                job.spec().identity().topic(),
                job.version().fence()));
    return List.of(
        send(
            slot.as(Kind.DELIVERY),
            new Letter(kind(path.category()), path.channel(), content, regarding(slot, slot.key())),
            provenance));
  }

  private Message.Regarding regarding(Slot slot, long run) {
    return new Message.Regarding(
        job.spec().identity().owner(), "", run, slot.as(Kind.INSTANT).text());
  }

  private static MessageKind kind(Deliver.Category category) {
    return switch (category) {
      case ALERT -> MessageKind.ALERT;
      case STATUS -> MessageKind.STATUS;
      case REPORT -> MessageKind.REPORT;
      case SUMMARY -> MessageKind.SUMMARY;
    };
  }

  /// @param run the run that it is about, [#NO_RUN] for what never ran
  private Order alert(Slot slot, long run, String subject, Diagnostic why) {
    return tell(slot.alert(), regarding(slot, run), Letter.alert(subject, why));
  }

  private Order note(Slot slot) {
    var id = job.spec().id();
    return tell(
        slot.note(),
        regarding(slot, slot.key()),
        new Message.Content(
            "Job " + id + " works again",
            "Its trial went well; its instants are run as before.",
            Json.NULL));
  }

  private Order tell(StreamId delivery, Message.Regarding regarding, Message.Content content) {
    var to = job.spec().breaker().escalate();
    return send(
        delivery,
        new Letter(MessageKind.ALERT, to, content, regarding),
        new Provenance.Diagnosed());
  }

  private Order send(StreamId delivery, Letter letter, Provenance provenance) {
    var message = letter.message("job/" + delivery, provenance, policy, now);
    return new Order(delivery, new DeliveryCommand.Intend(message, DeliveryCommand.Start.READY));
  }
}
