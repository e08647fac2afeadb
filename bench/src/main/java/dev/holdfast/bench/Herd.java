package dev.holdfast.bench;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.schedule.Schedule;
import dev.holdfast.core.scheduling.Author;
import dev.holdfast.core.scheduling.Bounds;
import dev.holdfast.core.scheduling.Breaker;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobCommand.Expected;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Missed;
import dev.holdfast.core.scheduling.Overlap;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Very many jobs that are on. Each is brought to the desk as people and nodes would bring it:
/// saved, enabled, looked at, found well; in one submission, which is one entry.
final class Herd {
  private static final int AT_ONCE = 2_000;
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Author AUTHOR = new Author("bench", "to be measured", Author.Source.API);
  private static final Origin ORIGIN = new Origin("bench", "herd");

  /// As many as a real report has.
  private static final List<Preflight.Part> PARTS =
      List.of(
          part("contract", "complete"),
          part("agent", "a worker; nobody holds a task of its lane"),
          part("lane", "works on up to 1000000, its queue has room"),
          part("destination", "the channel takes this kind and can be reached"),
          part("escalation", "the channel takes alerts and can be reached"),
          part("expressions", "the template fits the schema"),
          part("schedule", "there is an instant to come"),
          part("owner", "ops-team"),
          part("topic", "its own"));

  private final Rig rig;
  private int written;

  Herd(Rig rig) {
    this.rig = rig;
  }

  private static Preflight.Part part(String name, String evidence) {
    return new Preflight.Part(name, true, evidence, "");
  }

  /// When one member is due, from when on and how much later by jitter.
  record Beat(Duration period, Instant anchor, Duration jitter) {}

  /// How many there are.
  int written() {
    return written;
  }

  static JobSpec spec(int number, Beat beat) {
    var name = "watch-" + number;
    return new JobSpec(
        new JobSpec.Identity(name, name, "ops-team", ""),
        new Schedule.Every(beat.period(), beat.anchor()).line(),
        new JobSpec.Work(Terms.ANSWER, new Json("{\"text\":\"/site https://example.test\"}")),
        new Deliver.Path(
            Terms.CHANNEL, Deliver.Category.STATUS, "{output.text}", Deliver.Repeat.ALWAYS),
        new JobSpec.Manner(
            Overlap.SKIP,
            new Missed(Missed.Policy.SKIP, Missed.WINDOW),
            new Bounds(beat.jitter(), Instant.MAX, 0)),
        new Breaker(Breaker.Limits.USUAL, Duration.ofMinutes(30), Terms.CHANNEL));
  }

  /// Adds one job for each beat, and tells of each that is on.
  void add(List<Beat> beats, Consumer<Job> told) throws InterruptedException {
    for (int at = 0; at < beats.size(); at += AT_ONCE) {
      var some = new ArrayList<Submission>(AT_ONCE);
      for (var beat : beats.subList(at, Math.min(beats.size(), at + AT_ONCE))) {
        some.add(new Submission.Given(ORIGIN, life(spec(written++, beat)), CommandKey.NONE));
      }
      for (var answer : rig.desk().submit(some)) {
        told.accept(on(Flow.done(answer)));
      }
    }
  }

  private static Job on(List<Changed> steps) {
    return switch (steps.getLast().state()) {
      case JobState.Kept(var job) when job.phase() instanceof Phase.On -> job;
      default -> throw new IllegalStateException("not on: " + steps.getLast());
    };
  }

  /// From nothing to being on.
  private List<Order> life(JobSpec spec) {
    var job = StreamId.named(Kind.JOB, spec.id());
    var save = new JobCommand.Save(spec, rig.desk().nextNumber(), AUTHOR, new Expected(0), "");
    return List.of(
        new Order(job, save),
        new Order(job, new JobCommand.Enable("to be measured")),
        new Order(job, new JobCommand.Check("bench", LOOK)),
        new Order(job, new JobCommand.Report(Fence.NONE.next(), PARTS)));
  }
}
