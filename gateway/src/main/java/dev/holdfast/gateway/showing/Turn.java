package dev.holdfast.gateway.showing;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a session, or a job, says about one of its runs.
///
/// @param run the run's key, zero for none
/// @param job the text of the job's stream, empty for a run that belongs to none
/// @param nominal the moment that the run is for
record Turn(long run, String job, String nominal) {
  static final Turn NONE = new Turn(0, "", "");

  /// The others are told by the instant itself.
  private static final Set<String> TOLD =
      Set.of("job.withheld", "job.tripped", "job.trial-failed", "job.recovered", "job.superseded");

  static Turn of(Streams streams, StreamId run) {
    return Firings.of(streams, run)
        .map(firing ->
            new Turn(
                run.key(),
                StreamId.named(Kind.JOB, firing.job()).text(),
                firing.moment().nominal().toString()))
        .orElseGet(() -> new Turn(run.key(), "", ""));
  }

  boolean isAbout(String stream, JsonNode event) {
    var is = event.path("is").asString("");
    if (is.startsWith("session.")) {
      return event.path("run").asLong(0) == run;
    }
    return stream.equals(job) && TOLD.contains(is) && isOfMoment(event);
  }

  /// Where an event names no moment, it is about the run whose entry it stands in.
  private boolean isOfMoment(JsonNode event) {
    for (var name : Set.of("moment", "by", "running")) {
      var moment = event.path(name).path("nominal");
      if (moment.isString()) {
        return moment.asString().equals(nominal);
      }
    }
    return event.path("is").asString("").equals("job.trial-failed");
  }
}
