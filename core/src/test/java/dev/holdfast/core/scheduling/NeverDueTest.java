package dev.holdfast.core.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeverDueTest {
  private static final Versions<SchedulingPolicy> POLICY =
      new Versions<>() {
        @Override
        public int current() {
          return 1;
        }

        @Override
        public SchedulingPolicy at(int version) {
          return SchedulingPolicy.NONE;
        }
      };

  private static Decision<JobEvent> save(String times) {
    var spec =
        new JobSpec(
            new JobSpec.Identity("watch", "site", "ops", ""),
            times,
            new JobSpec.Work("echo", Json.EMPTY),
            new Deliver.None(),
            new JobSpec.Manner(
                Overlap.SKIP, new Missed(Missed.Policy.SKIP, Missed.WINDOW), Bounds.NONE),
            new Breaker(Breaker.Limits.USUAL, Duration.ofMinutes(30), "ops"));
    var save =
        new JobCommand.Save(
            spec, 1, new Author("ada", "", Author.Source.API), JobCommand.Expected.ANY, "");
    return new JobRules()
        .decide(
            StreamId.named(Kind.JOB, "watch"),
            new JobState.New(),
            save,
            POLICY,
            Instant.parse("2026-11-23T09:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at 2020-12-31T23:59:59Z",
        "at 2156-02-07T06:28:16Z",
        "every PT1H; from 2157-01-01T00:00:00Z",
        "cron 30 2 ? 3 SUNL; zone Europe/Berlin; gap skip; overlap first"
      })
  void a_job_that_can_never_be_due_is_not_saved(String times) {
    assertThat(save(times))
        .isInstanceOfSatisfying(
            Decision.Refuse.class,
            refused -> assertThat(refused.refusal().diagnostic().code()).isEqualTo("never-due"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at 2021-01-01T00:00:00Z",
        "at 2156-02-07T06:28:15Z",
        "every PT1H; from 1970-01-01T00:00:00Z",
        "cron 0 0 ? 2 MON#5; zone UTC; gap next; overlap first"
      })
  void what_is_due_at_least_once_is_saved(String times) {
    assertThat(save(times)).isInstanceOf(Decision.Accept.class);
  }

  @Test
  void the_last_moment_with_a_number_has_one() {
    assertThat(Slot.of(1, Slot.latest(), Slot.Use.CLOSING).key()).isPositive();
  }
}
