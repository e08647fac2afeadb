package dev.holdfast.gateway.jobs;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Finding;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand.Expected;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Problems;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which revision of a job a writer has seen, as the headers `If-Match` and `If-None-Match` say it
/// (RFC 9110, section 13.1).
sealed interface Condition {
  /// Neither header was sent.
  record Unsaid() implements Condition {}

  /// Whatever revision is there.
  record Any() implements Condition {}

  record Seen(int revision) implements Condition {}

  /// There is to be none yet.
  record Absent() implements Condition {}

  record Unreadable(Finding finding) implements Condition {}

  /// The code of every refusal of a change that was written for another revision.
  String CHANGED = "changed-meanwhile";

  Pattern TAG = Pattern.compile("\"([1-9]\\d{0,8})\"");

  static Condition of(Call call) {
    var seen = call.header("If-Match");
    var unseen = call.header("If-None-Match");
    if (!seen.isEmpty() && !unseen.isEmpty()) {
      return new Unreadable(new Finding("If-Match", "contradicts If-None-Match; send one of them"));
    }
    if (!unseen.isEmpty()) {
      return unseen.equals("*")
          ? new Absent()
          : new Unreadable(new Finding("If-None-Match", "must be *, for a job that is new"));
    }
    if (seen.isEmpty()) {
      return new Unsaid();
    }
    var tag = TAG.matcher(seen);
    if (tag.matches()) {
      return new Seen(Integer.parseInt(tag.group(1)));
    }
    return seen.equals("*")
        ? new Any()
        : new Unreadable(
            new Finding("If-Match", "must be the ETag of the job as it was read, like \"3\""));
  }

  /// What the rules are to expect, or what is wrong.
  sealed interface Verdict {
    record Fits(Expected expected) implements Verdict {}

    record Fails(Problem problem) implements Verdict {}
  }

  /// @param present the job as it is, if there is one
  default Verdict on(Optional<Job> present) {
    return switch (this) {
      case Unreadable(var finding) -> new Verdict.Fails(Problems.malformed(List.of(finding)));
      case Unsaid() ->
          present
              .<Verdict>map(job ->
                  new Verdict.Fails(Problems.unconditional("job " + job.spec().id(), tag(job))))
              .orElseGet(() -> new Verdict.Fits(new Expected(0)));
      case Absent() ->
          present
              .<Verdict>map(job -> new Verdict.Fails(Problems.stale(there(job), tag(job))))
              .orElseGet(() -> new Verdict.Fits(new Expected(0)));
      case Any() ->
          present.isPresent()
              ? new Verdict.Fits(Expected.ANY)
              : new Verdict.Fails(Problems.stale(notThere(), ""));
      case Seen(var revision) ->
          present.isPresent()
              ? new Verdict.Fits(new Expected(revision))
              : new Verdict.Fails(Problems.stale(notThere(), ""));
    };
  }

  static String tag(Job job) {
    return "\"" + job.version().revision() + "\"";
  }

  private static Diagnostic there(Job job) {
    return new Diagnostic(
        CHANGED,
        "There is a job '%s' already: its revision is %d."
            .formatted(job.spec().id(), job.version().revision()),
        "Nothing was saved.",
        "Choose another name, or read the job and send If-Match with its revision.");
  }

  private static Diagnostic notThere() {
    return new Diagnostic(
        CHANGED,
        "There is no such job, so it has no revision to match.",
        "Nothing was saved.",
        "If it is to be made, send it without If-Match.");
  }
}
