package dev.holdfast.gateway.jobs;

import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams.Kept;
import dev.holdfast.ledger.CommandKey;
import java.util.List;
import java.util.Optional;

/// `/v1/jobs` as it is listed, read and written.
final class JobRoutes {
  private static final String REMOVED = "removed";

  private final Counter counter;
  private final Pages pages;
  private final Jobs jobs;
  private final Wishes wishes;

  JobRoutes(Counter counter, Pages pages, Jobs jobs, Wishes wishes) {
    this.counter = counter;
    this.pages = pages;
    this.jobs = jobs;
    this.wishes = wishes;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/jobs", Access.READ, Route.Spec.of("List jobs by name", "Jobs"), this::list),
        Route.get(
            "/v1/jobs/{id}",
            Access.READ,
            Route.Spec.of("Show a job with its preflight, breaker and last run", "Job"),
            this::show),
        new Route(
            "PUT",
            "/v1/jobs/{id}",
            Access.OPERATE,
            new Route.Spec(
                "Save a job whole: a new one with 201, a changed one with 200. `If-Match` says"
                    + " which revision its writer has seen: 428 without, 412 when it is another"
                    + " one",
                "NewJob",
                200,
                "Job"),
            this::save),
        new Route(
            "DELETE",
            "/v1/jobs/{id}",
            Access.OPERATE,
            new Route.Spec("Remove a job; `If-Match` as for saving", "Reason", 200, "Job"),
            this::remove));
  }

  /// By name. Removed ones are listed when they are asked for.
  private Reply list(Call call) {
    boolean removedToo = call.query().getOrDefault("status", "").equals(REMOVED);
    return pages.named(
        call, new Pages.Roll<>(JobState.class, state -> isListed(state, removedToo), this::looks));
  }

  private List<Doc> looks(List<Kept<JobState>> page) {
    return jobs.briefs(page.stream().flatMap(kept -> Jobs.kept(kept.state()).stream()).toList());
  }

  private static boolean isListed(JobState state, boolean removedToo) {
    return Jobs.kept(state)
        .filter(job -> removedToo || !(job.phase() instanceof Phase.Removed))
        .isPresent();
  }

  private Reply show(Call call) {
    return jobs.find(call.place("id")).map(this::shown).orElseGet(() -> missing(call));
  }

  private Reply shown(Job job) {
    return Reply.ok(jobs.whole(job)).with("ETag", Condition.tag(job));
  }

  private Reply save(Call call) throws InterruptedException {
    var id = call.place("id");
    return switch (wishes.read(call, id)) {
      case Wishes.Wish.Bad(var problem) -> Reply.refused(problem);
      case Wishes.Wish.Good good -> {
        var present = jobs.find(id);
        yield switch (Condition.of(call).on(present)) {
          case Condition.Verdict.Fails(var problem) -> Reply.refused(problem);
          case Condition.Verdict.Fits(var expected) -> save(call, good, expected, present);
        };
      }
    };
  }

  private Reply save(
      Call call, Wishes.Wish.Good wish, JobCommand.Expected expected, Optional<Job> present)
      throws InterruptedException {
    long number = present.map(job -> job.version().number()).orElseGet(counter.desk()::nextNumber);
    var command = new JobCommand.Save(wish.spec(), number, wish.author(), expected, wish.from());
    var refusal = bring(call, wish.spec().id(), command);
    if (refusal.isEmpty()) {
      refusal = follow(call, wish);
    }
    if (refusal.isPresent()) {
      return Reply.refused(refusal.get());
    }
    var job = jobs.find(wish.spec().id());
    if (job.isEmpty()) {
      return missing(call);
    }
    return Reply.json(present.isPresent() ? 200 : 201, jobs.whole(job.get()))
        .with("ETag", Condition.tag(job.get()))
        .with("Location", "/v1/jobs/" + wish.spec().id());
  }

  private Optional<Problem> follow(Call call, Wishes.Wish.Good wish) throws InterruptedException {
    var id = wish.spec().id();
    var reason = wish.author().reason();
    return switch (wish.afterwards()) {
      case AS_IT_WAS -> Optional.empty();
      case ENABLED -> bring(call, id, new JobCommand.Enable(reason));
      case DISABLED -> bring(call, id, new JobCommand.Disable(reason));
    };
  }

  private Reply remove(Call call) throws InterruptedException {
    var form = call.form();
    var author = Wishes.author(call, form, REMOVED);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var id = call.place("id");
    var present = jobs.find(id);
    if (present.isEmpty()) {
      return missing(call);
    }
    return switch (Condition.of(call).on(present)) {
      case Condition.Verdict.Fails(var failed) -> Reply.refused(failed);
      case Condition.Verdict.Fits(var expected) ->
          bring(call, id, new JobCommand.Remove(author, expected))
              .map(Reply::refused)
              .orElseGet(() -> removed(call));
    };
  }

  private Reply removed(Call call) {
    return jobs.ever(call.place("id"))
        .map(job -> Reply.ok(jobs.brief(job)))
        .orElseGet(() -> missing(call));
  }

  /// Why it was not carried out, if it was not.
  private Optional<Problem> bring(Call call, String id, JobCommand command)
      throws InterruptedException {
    var order = new Order(Jobs.stream(id), command);
    return switch (counter.bring(call, order, CommandKey.NONE)) {
      case Counter.Result.Done _ -> Optional.empty();
      case Counter.Result.Refused(var refusal) -> Optional.of(problem(id, refusal));
    };
  }

  /// Somebody was faster than this writer.
  private Problem problem(String id, Refusal refusal) {
    return refusal.diagnostic().code().equals(Condition.CHANGED)
        ? Problems.stale(refusal.diagnostic(), jobs.find(id).map(Condition::tag).orElse(""))
        : Problem.of(refusal);
  }

  static Reply missing(Call call) {
    return Reply.refused(Problems.missing("job " + call.place("id")));
  }

  /// A job's stream where there is such a job.
  static Optional<StreamId> stream(Jobs jobs, Call call) {
    return jobs.find(call.place("id")).map(job -> Jobs.stream(job.spec().id()));
  }
}
