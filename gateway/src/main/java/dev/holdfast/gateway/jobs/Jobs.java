package dev.holdfast.gateway.jobs;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.schedule.ScheduleWords;
import dev.holdfast.core.scheduling.Author;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.InstantState;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Moment;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Timetable;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Words;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.ledger.Reader;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The jobs that there are, and how they look.
final class Jobs {

  private final Streams streams;
  private final Instants instants;
  private final Standing standing;
  private final InstantSource clock;

  Jobs(Streams streams, Standing standing, InstantSource clock) {
    this.streams = streams;
    this.instants = new Instants(streams);
    this.standing = standing;
    this.clock = clock;
  }

  static StreamId stream(String id) {
    return StreamId.named(Kind.JOB, id);
  }

  /// A job that is there, and was not removed.
  Optional<Job> find(String id) {
    return ever(id).filter(job -> !(job.phase() instanceof Phase.Removed));
  }

  /// A job that is or was there.
  Optional<Job> ever(String id) {
    return streams
        .find(stream(id), JobState.class)
        .flatMap(kept -> kept(kept.state()))
        .filter(job -> job.spec().id().equals(id));
  }

  static Optional<Job> kept(JobState state) {
    return switch (state) {
      case JobState.New() -> Optional.empty();
      case JobState.Kept(var job) -> Optional.of(job);
    };
  }

  /// What it is and how it stands.
  Doc brief(Job job) {
    var identity = job.spec().identity();
    var state = new JobState.Kept(job);
    var doc =
        new Doc()
            .text("job", identity.id())
            .text("status", streams.status(stream(identity.id()), state))
            .number("revision", job.version().revision())
            .text("topic", identity.topic())
            .text("owner", identity.owner())
            .text("contract", job.spec().work().contract())
            .text("delivers", delivers(job.spec().deliver()))
            .text("words", ScheduleWords.of(Timetable.of(job.spec())));
    Times.next(job, clock.instant()).ifPresent(next -> doc.doc("next", next));
    return phase(doc, job.phase());
  }

  /// The same of many, each with what became of its newest instants: all found at once.
  List<Doc> briefs(List<Job> jobs) {
    var ids = jobs.stream().map(job -> stream(job.spec().id())).toList();
    var marks = streams.reader().marks(ids, Instants.NEWEST);
    return jobs.stream()
        .map(job ->
            brief(job)
                .docs(
                    "marks",
                    marks.getOrDefault(stream(job.spec().id()), List.of()).stream()
                        .map(Instants::mark)
                        .toList()))
        .toList();
  }

  private static String delivers(Deliver deliver) {
    return switch (deliver) {
      case Deliver.None() -> "none";
      case Deliver.Path(var channel, var category, _, _) ->
          SpecText.word(category) + " to " + channel;
    };
  }

  private static Doc phase(Doc doc, Phase phase) {
    return switch (phase) {
      case Phase.Off(var why) -> doc.text("reason", why);
      case Phase.Enabling(var reason) -> doc.text("reason", reason);
      case Phase.Paused(var reason, var until) -> doc.text("reason", reason).time("until", until);
      case Phase.Tripped(var why, var trialAt, _) ->
          doc.diagnostic("diagnostic", why).time("trialAt", trialAt);
      case Phase.Over(var why) -> doc.text("reason", why);
      case Phase.On(), Phase.Removed() -> doc;
    };
  }

  /// All of it.
  Doc whole(Job job) {
    var doc =
        brief(job)
            .node("spec", SpecText.of(job.spec()))
            .doc("author", author(job.version()))
            .number("fence", job.version().fence())
            .doc("cursor", cursor(job.cursor()))
            .doc("preflight", standing.preflight(job))
            .doc("breaker", standing.breaker(job));
    turn(doc, job);
    last(doc, job);
    return doc;
  }

  private static Doc author(Job.Version version) {
    return said(version.author()).time("at", version.at());
  }

  static Doc said(Author author) {
    return new Doc()
        .text("name", author.name())
        .text("reason", author.reason())
        .text("source", Words.of(author.source()));
  }

  private static Doc cursor(Job.Cursor cursor) {
    return new Doc()
        .time("at", cursor.at())
        .number("counted", cursor.counted())
        .number("runs", cursor.runs());
  }

  private static void turn(Doc doc, Job job) {
    var turn = job.turn();
    long number = job.version().number();
    if (!turn.isFree()) {
      var run = turn.running().slot(number).as(Kind.RUN);
      doc.doc("running", moment(turn.running()).text("run", run.text()));
    }
    if (!turn.waiting().isNone()) {
      doc.doc("waiting", moment(turn.waiting()));
    }
    if (!turn.backfill().isNone()) {
      var range = turn.backfill();
      doc.doc("backfill", new Doc().time("after", range.after()).time("until", range.until()));
    }
  }

  private static Doc moment(Moment moment) {
    return new Doc().time("nominal", moment.nominal()).text("cause", Words.of(moment.cause()));
  }

  private void last(Doc doc, Job job) {
    var newest = instants.newest(stream(job.spec().id()));
    newest.stream()
        .filter(kept -> kept.state() instanceof InstantState.Ran)
        .findFirst()
        .ifPresent(kept -> doc.doc("lastRun", instants.doc(kept)));
    instants.lastDelivery(newest).ifPresent(delivery -> doc.doc("lastDelivery", delivery));
  }

  /// The listing's kind of question about one job's instants.
  static Reader.Query instantsOf(StreamId job, int limit) {
    return new Reader.Query(Kind.INSTANT, "", job.key(), Long.MAX_VALUE, limit);
  }
}
