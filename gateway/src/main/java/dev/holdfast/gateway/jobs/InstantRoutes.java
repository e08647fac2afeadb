package dev.holdfast.gateway.jobs;

import dev.holdfast.control.workspace.JobReading;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.schedule.Reading;
import dev.holdfast.core.schedule.Schedule;
import dev.holdfast.core.schedule.ScheduleWords;
import dev.holdfast.core.scheduling.InstantState;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What came of a job's instants, which are to come, who changed the job; and the instants of a
/// schedule that belongs to no job yet.
final class InstantRoutes {
  private static final int NEXT = 10;
  private static final int NEXT_MAX = 500;
  private static final int CHANGES = 20;
  private static final int CHANGES_MAX = 100;
  private static final Pattern PLACE = Pattern.compile("([0-9a-z]{1,13})\\.([0-9a-z]{1,13})");
  private static final int RADIX = 36;

  private final Streams streams;
  private final Pages pages;
  private final Jobs jobs;
  private final Instants instants;
  private final InstantSource clock;

  InstantRoutes(Streams streams, Jobs jobs, InstantSource clock) {
    this.streams = streams;
    this.pages = new Pages(streams);
    this.jobs = jobs;
    this.instants = new Instants(streams);
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/jobs/{id}/instants",
            Access.READ,
            Route.Spec.of("List what came of a job's instants, and the next ten", "Instants"),
            this::list),
        Route.get(
            "/v1/jobs/{id}/changes",
            Access.READ,
            Route.Spec.of("List who changed a job, when, why and how", "JobChanges"),
            this::changes),
        Route.post(
            "/v1/schedules/next",
            Access.READ,
            new Route.Spec(
                "Tell the next instants of a schedule", "ScheduleQuestion", 200, "ScheduleAnswer"),
            this::next));
  }

  /// Those of a removed job stay to be seen.
  private Reply list(Call call) {
    return jobs.ever(call.place("id"))
        .map(job -> list(call, job))
        .orElseGet(() -> JobRoutes.missing(call));
  }

  private Reply list(Call call, Job job) {
    return pages.list(
        call,
        new Pages.Listing<>(
            Kind.INSTANT,
            InstantState.class,
            Jobs.stream(job.spec().id()).key(),
            _ -> true,
            instants::doc),
        page -> page.docs("next", Times.of(job, clock.instant(), NEXT)));
  }

  private Reply changes(Call call) {
    var findings = new ArrayList<Finding>();
    int limit = limit(call, findings);
    var cursor = call.query().getOrDefault("cursor", "");
    if (!cursor.isEmpty() && !PLACE.matcher(cursor).matches()) {
      findings.add(new Finding("?cursor", "is not one that a list gave out"));
    }
    for (var name : call.query().keySet()) {
      if (!Set.of("limit", "cursor").contains(name)) {
        findings.add(new Finding("?" + name, "is not known"));
      }
    }
    if (!findings.isEmpty()) {
      return Reply.refused(Problems.malformed(findings));
    }
    return streams
        .reader()
        .row(Jobs.stream(call.place("id")))
        .filter(_ -> jobs.ever(call.place("id")).isPresent())
        .map(row -> {
          var place = cursor.isEmpty() ? new Changes.Place(row.entry(), 0) : place(cursor);
          return changes(new Changes(streams.reader(), row.id()).from(place, limit));
        })
        .orElseGet(() -> JobRoutes.missing(call));
  }

  private static int limit(Call call, List<Finding> findings) {
    var text = call.query().getOrDefault("limit", Integer.toString(CHANGES));
    if (text.matches("[1-9]\\d{0,2}") && Integer.parseInt(text) <= CHANGES_MAX) {
      return Integer.parseInt(text);
    }
    findings.add(new Finding("?limit", "must be between 1 and " + CHANGES_MAX + ", not " + text));
    return CHANGES;
  }

  private static Changes.Place place(String cursor) {
    var matcher = PLACE.matcher(cursor);
    return matcher.matches()
        ? new Changes.Place(number(matcher.group(1)), number(matcher.group(2)))
        : Changes.Place.END;
  }

  /// What is too large for an entry's id is the end of no list.
  private static long number(String digits) {
    var number = new java.math.BigInteger(digits, RADIX);
    return number.bitLength() < Long.SIZE ? number.longValue() : 0;
  }

  private static Reply changes(Changes.Found found) {
    var next = found.next();
    var cursor =
        next.equals(Changes.Place.END)
            ? ""
            : Long.toString(next.entry(), RADIX) + "." + Long.toString(next.before(), RADIX);
    return Reply.ok(Doc.page(found.items(), cursor));
  }

  private Reply next(Call call) {
    var form = call.form();
    if (!form.has("schedule")) {
      form.missing("schedule");
    }
    var written = form.json("schedule");
    int count = (int) form.whole("n", NEXT, 1, NEXT_MAX);
    var after = form.time("after", clock.instant());
    var until = form.time("until", Instant.MAX);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    return switch (JobReading.schedule(written.text())) {
      case Reading.Refused<Schedule>(var findings) -> Reply.refused(Problems.malformed(findings));
      case Reading.Understood<Schedule>(var schedule) ->
          Reply.ok(
              new Doc()
                  .text("words", ScheduleWords.of(schedule))
                  .node("schedule", SpecText.schedule(schedule))
                  .docs("items", Times.after(schedule, after, until, count)));
    };
  }
}
