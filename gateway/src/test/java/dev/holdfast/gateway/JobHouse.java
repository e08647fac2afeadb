package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.books.Books;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// A house with jobs in it. What a node would do, this does when a test says so: it answers
/// preflights, works on what is claimed and delivers.
final class JobHouse implements AutoCloseable {
  static final String JOB =
      """
      {"owner": "ops", "schedule": {"cron": "0 9 * * MON-FRI", "zone": "Europe/Berlin"}, "contract": "echo",
       "deliver": {"to": "ops", "text": "It said {output.text}"}, "breaker": {"escalate": "ops"}%s}
      """;
  private static final Origin NODE = new Origin("node", "n1");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final House house = new House();
  final Api api = house.api;

  JobHouse() throws InterruptedException {}

  static String job(String more) {
    return JOB.formatted(more.isEmpty() ? "" : ", " + more);
  }

  static String every(String period) {
    return job("")
        .replace(
            "{\"cron\": \"0 9 * * MON-FRI\", \"zone\": \"Europe/Berlin\"}",
            "{\"every\": \"" + period + "\"}");
  }

  /// Saves a new job, with its preflight passed and enabled.
  void enabled(String id, String body) throws InterruptedException {
    saved(id, body);
    var enabling = api.post("/v1/jobs/" + id + "/enable", "{}");
    if (enabling.status() != 200) {
      throw new AssertionError(enabling.response().body());
    }
    preflight(id, new Preflight.Part("destination", true, "seen", ""));
  }

  Api.Got saved(String id, String body) {
    var got = api.put("/v1/jobs/" + id, body);
    if (got.status() != 201) {
      throw new AssertionError(got.response().body());
    }
    return got;
  }

  void preflight(String id, Preflight.Part... parts) throws InterruptedException {
    var stream = StreamId.named(Kind.JOB, id);
    tell(stream, new JobCommand.Check("node", Duration.ofMinutes(1)));
    var state =
        (JobState.Kept) new Codec().decode(house.ledger.reader().row(stream).orElseThrow().state());
    if (state.job().preflight() instanceof Preflight.Checking(var lease, _, _, _)) {
      tell(stream, new JobCommand.Report(lease.fence(), List.of(parts)));
    }
  }

  private void tell(StreamId stream, JobCommand command) throws InterruptedException {
    house.desk.submit(Submission.of(NODE, new Order(stream, command)));
  }

  /// Takes up what waits in the lane and ends it with this body; returns how many there were.
  int work(String verb, String body) {
    var claimed = api.post("/v1/lanes/routine/claim", "{\"worker\": \"w\", \"max\": 10}").json();
    for (var task : claimed.path("tasks")) {
      var report = "{\"fence\": " + task.at("/lease/fence").asLong() + ", " + body + "}";
      var got = api.post("/v1/tasks/" + task.path("task").asString() + "/" + verb, report);
      if (got.status() != 200) {
        throw new AssertionError(got.response().body());
      }
    }
    return claimed.path("tasks").size();
  }

  int complete(String text) {
    return work("complete", "\"output\": {\"text\": \"" + text + "\"}");
  }

  int fail() {
    return work("fail", "\"class\": \"broken\", \"message\": \"no\", \"retryable\": false");
  }

  /// Waits until the job's answer is as it should be.
  Api.Got until(String id, String path, Predicate<Api.Got> there) throws InterruptedException {
    Bulletin.Bell bell = house.bulletin.changes(StreamId.named(Kind.JOB, id));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long rings = bell.rings();
      var got = api.get(path);
      if (there.test(got)) {
        return got;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("never came: " + got.response().body());
      }
      bell.await(rings, Duration.ofNanos(left));
    }
  }

  /// Whatever a test did, the books balance behind it.
  @Override
  public void close() {
    var unbalanced =
        new Books(house.ledger.reader()).compute().stream().filter(book -> !book.isBalanced());
    assertThat(unbalanced).isEmpty();
    house.close();
  }
}
