package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What breaks in the field about times (docs/field-failures.md): scenarios on a real store and
/// API, whose clock is set by hand. Each test begins with the name of its class; behind each of
/// them the books balance and the record verifies.
final class SchedulingFailuresTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private Scene scene;

  private Scene open(String now) {
    scene = Scene.open("scheduling-failures", now);
    return scene;
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void missed_run_after_restart_recurring_and_one_shot_are_treated_alike_and_told_of() {
    open("2026-11-23T12:30:00Z");
    scene.enabled("daily", Scene.daily("12:37", "UTC", ""));
    scene.enabled("once", Scene.once("2026-11-23T12:37:00Z", ""));
    scene.enabled("daily-late", Scene.daily("12:37", "UTC", Scene.missed("run-latest", "1h")));
    scene.enabled(
        "once-late", Scene.once("2026-11-23T12:37:00Z", Scene.missed("run-latest", "1h")));
    scene.restartAfter(Duration.ofMinutes(10));
    scene.work("late, but there");
    for (var job : List.of("daily", "once")) {
      assertThat(scene.told(job)).isEqualTo(Map.of("2026-11-23T12:37:00Z", "missed"));
      assertThat(scene.told(job + "-late")).isEqualTo(Map.of("2026-11-23T12:37:00Z", "ran"));
    }
    assertThat(scene.told())
        .containsExactly("Job daily missed its time", "Job once missed its time");
  }

  @Test
  void missed_run_after_restart_at_whatever_hour_the_daily_run_is_there_once_a_day() {
    open("2026-11-23T00:00:00Z");
    scene.enabled("early", Scene.daily("05:00", "UTC", Scene.missed("run-latest", "2h")));
    for (int hour = 0; hour < 24 * 3; hour++) {
      scene.restartAfter(HOUR);
      scene.work("done");
    }
    assertThat(scene.ran("early"))
        .containsExactly("2026-11-23T05:00:00Z", "2026-11-24T05:00:00Z", "2026-11-25T05:00:00Z");
    assertThat(scene.count("early")).isEqualTo(Map.of("ran", 3));
  }

  @Test
  void missed_run_after_restart_a_schedule_that_is_edited_again_and_again_fires_as_it_stands() {
    open("2026-11-23T00:00:00Z");
    scene.enabled("edited", Scene.every("7m", ""));
    var chance = new Random(7);
    int period = 7;
    var due = new TreeSet<Instant>();
    for (int edit = 0; edit < 60; edit++) {
      for (int minutes = chance.nextInt(40); minutes > 0; minutes--) {
        scene.pass(MINUTE);
        scene.work("done");
        // Multiples of the period since the epoch, whatever was there before.
        if (scene.now().getEpochSecond() / 60 % period == 0) {
          due.add(scene.now());
        }
      }
      period = 2 + chance.nextInt(20);
      scene.edit("edited", Scene.every(period + "m", "\"reason\": \"try " + edit + "\""));
    }
    assertThat(scene.ran("edited")).isEqualTo(due.stream().map(Instant::toString).toList());
    assertThat(scene.told()).isEmpty();
  }

  @Test
  void double_fire_what_ran_before_a_restart_is_not_run_after_it() {
    open("2026-11-23T21:59:00Z");
    scene.enabled("late", Scene.daily("22:00", "UTC", Scene.missed("run-all", "12h")));
    scene.at("2026-11-23T22:00:00Z");
    scene.work("done");
    scene.restartAfter(Duration.ofMinutes(30));
    scene.restart();
    assertThat(scene.work("again")).isZero();
    assertThat(scene.told("late")).isEqualTo(Map.of("2026-11-23T22:00:00Z", "ran"));
    assertThat(scene.messages("log")).hasSize(1);
  }

  @Test
  void double_fire_many_timekeepers_at_once_claim_a_moment_once() throws InterruptedException {
    open("2026-11-23T09:00:00Z");
    scene.enabled("shared", Scene.every("1m", ""));
    scene.stage().pass(MINUTE);
    var threads =
        IntStream.range(0, 16)
            .mapToObj(_ -> Thread.ofVirtual().start(scene.stage()::wake))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(scene.work("done")).isEqualTo(1);
    assertThat(scene.told("shared")).isEqualTo(Map.of("2026-11-23T09:01:00Z", "ran"));
  }

  @Test
  void double_fire_an_edited_job_fires_in_its_newest_version_only() {
    open("2026-11-23T09:00:00Z");
    scene.enabled("fifty", Scene.daily("10:00", "UTC", "\"input\": {\"version\": 0}"));
    for (int version = 1; version <= 50; version++) {
      scene.edit("fifty", Scene.daily("10:00", "UTC", "\"input\": {\"version\": " + version + "}"));
    }
    scene.at("2026-11-23T10:00:00Z");
    var tasks = scene.claim();
    assertThat(tasks).hasSize(1);
    assertThat(tasks.getFirst().at("/contract/input/version").asInt(0)).isEqualTo(50);
  }

  @Test
  void late_run_a_machine_that_slept_is_late_once_and_says_by_how_much() {
    open("2026-11-23T22:00:00Z");
    var manner = Scene.missed("run-latest", "12h");
    for (int hour = 1; hour < 7; hour++) {
      scene.enabled("night-" + hour, Scene.daily("0" + hour + ":00", "UTC", manner));
    }
    scene.pass(Duration.ofHours(10));
    scene.work("done");
    for (int hour = 1; hour < 7; hour++) {
      var only = scene.instants("night-" + hour).getFirst();
      assertThat(only.path("nominal").asString("")).isEqualTo("2026-11-24T0" + hour + ":00:00Z");
      assertThat(only.path("latenessMillis").asLong(0)).isEqualTo((8 - hour) * HOUR.toMillis());
    }
    scene.pass(Duration.ofHours(-9));
    scene.pass(Duration.ofHours(9));
    assertThat(scene.work("again")).as("a clock that was set back").isZero();
  }

  @Test
  void late_run_a_process_that_stood_still_does_what_a_restarted_one_does() {
    open("2026-11-23T09:00:00Z");
    for (var policy : List.of("skip", "run-latest", "run-all")) {
      scene.enabled("stood-" + policy, Scene.every("10m", Scene.missed(policy, "1h")));
    }
    scene.pass(Duration.ofHours(3));
    scene.work("done");
    var stood = tell("stood-");
    close();
    open("2026-11-23T09:00:00Z");
    for (var policy : List.of("skip", "run-latest", "run-all")) {
      scene.enabled("down-" + policy, Scene.every("10m", Scene.missed(policy, "1h")));
    }
    scene.restartAfter(Duration.ofHours(3));
    scene.work("done");
    assertThat(tell("down-")).isEqualTo(stood);
    assertThat(stood.getFirst()).isEqualTo(Map.of("missed", 17, "ran", 1));
    assertThat(stood.get(1)).isEqualTo(Map.of("skipped", 17, "ran", 1));
    assertThat(stood.get(2)).isEqualTo(Map.of("missed", 11, "ran", 7));
  }

  private List<Map<String, Integer>> tell(String prefix) {
    return List.of(
        scene.count(prefix + "skip"),
        scene.count(prefix + "run-latest"),
        scene.count(prefix + "run-all"));
  }

  @Test
  void timezone_dst_a_cron_without_a_zone_is_refused() {
    open("2026-11-23T09:00:00Z");
    var refused = scene.api().put("/v1/jobs/nowhere", Scene.job("\"cron\": \"0 9 * * *\"", ""), "");
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("zone");
  }

  @Test
  void timezone_dst_each_zone_fires_at_its_own_nine_o_clock_however_clocks_are_set() {
    open("2027-03-10T23:30:00Z");
    var zones =
        List.of("Europe/Oslo", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC");
    for (var zone : zones) {
      scene.enabled(name(zone), Scene.daily("09:00", zone, ""));
    }
    // Half hours, since one of these clocks is set by half an hour. Each is set in these weeks.
    scene.pass(Duration.ofDays(35), Duration.ofMinutes(30), () -> scene.work("done"));
    for (var zone : zones) {
      var expected =
          LocalDate.of(2027, 3, 10)
              .datesUntil(LocalDate.of(2027, 4, 20))
              .map(day -> day.atTime(LocalTime.of(9, 0)).atZone(ZoneId.of(zone)).toInstant())
              .filter(at -> at.isAfter(Instant.parse("2027-03-10T23:30:00Z")))
              .filter(at -> !at.isAfter(scene.now()))
              .map(Instant::toString)
              .toList();
      assertThat(scene.ran(name(zone))).as(zone).isEqualTo(expected);
    }
  }

  private static String name(String zone) {
    return zone.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "-");
  }

  @Test
  void timezone_dst_a_time_that_does_not_exist_or_exists_twice_fires_once() {
    open("2027-03-26T12:00:00Z");
    scene.enabled("oslo", Scene.daily("02:30", "Europe/Oslo", ""));
    scene.enabled("howe", Scene.daily("01:45", "Australia/Lord_Howe", ""));
    days(5);
    assertThat(scene.ran("oslo"))
        .containsExactly(
            "2027-03-27T01:30:00Z",
            "2027-03-28T01:00:00Z",
            "2027-03-29T00:30:00Z",
            "2027-03-30T00:30:00Z",
            "2027-03-31T00:30:00Z");
    close();
    open("2027-10-29T12:00:00Z");
    scene.enabled("oslo", Scene.daily("02:30", "Europe/Oslo", ""));
    days(4);
    assertThat(scene.ran("oslo"))
        .containsExactly(
            "2027-10-30T00:30:00Z",
            "2027-10-31T00:30:00Z",
            "2027-11-01T01:30:00Z",
            "2027-11-02T01:30:00Z");
    assertThat(scene.told()).isEmpty();
  }

  private void days(int days) {
    scene.pass(Duration.ofDays(days), Duration.ofMinutes(15), () -> scene.work("done"));
  }

  @Test
  void timezone_dst_an_edit_of_something_else_leaves_the_next_run_where_it_was() {
    open("2026-11-23T22:37:00Z");
    scene.enabled("night", Scene.daily("23:00", "Europe/Berlin", ""));
    var next = scene.show("night").at("/next/at").toString();
    scene.edit("night", Scene.daily("23:00", "Europe/Berlin", "\"input\": {\"more\": true}"));
    assertThat(scene.show("night").at("/next/at").toString()).isEqualTo(next);
  }

  @Test
  void catch_up_storm_after_half_a_day_each_job_runs_at_most_once_and_the_rest_is_accounted_for() {
    open("2026-11-23T09:00:00Z");
    for (int job = 0; job < 50; job++) {
      scene.enabled("hourly-" + job, Scene.every("1h", Scene.missed("run-latest", "30m")));
    }
    scene.restartAfter(Duration.ofHours(12).plusMinutes(20));
    assertThat(scene.work("done")).isEqualTo(50);
    for (int job = 0; job < 50; job++) {
      assertThat(scene.count("hourly-" + job)).isEqualTo(Map.of("ran", 1, "skipped", 11));
    }
    scene.restartAfter(Duration.ofHours(12).plusMinutes(20));
    assertThat(scene.work("too old")).as("the last one is older than its window").isZero();
    assertThat(scene.count("hourly-7")).isEqualTo(Map.of("ran", 1, "skipped", 11, "missed", 12));
    assertThat(scene.told()).hasSize(50);
  }

  @Test
  void catch_up_storm_catching_up_leaves_the_slots_of_today_alone() {
    open("2026-11-22T07:00:00Z");
    var manner = Scene.missed("run-latest", "1d");
    scene.enabled("morning", Scene.daily("08:00", "UTC", manner));
    scene.enabled("evening", Scene.daily("19:30", "UTC", manner));
    scene.restartAfter(Duration.ofHours(27).plusMinutes(57));
    scene.work("caught up");
    assertThat(scene.ran("morning")).containsExactly("2026-11-23T08:00:00Z");
    assertThat(scene.ran("evening")).containsExactly("2026-11-22T19:30:00Z");
    scene.at("2026-11-23T19:30:00Z");
    scene.work("on time");
    assertThat(scene.ran("evening"))
        .containsExactly("2026-11-22T19:30:00Z", "2026-11-23T19:30:00Z");
  }
}
