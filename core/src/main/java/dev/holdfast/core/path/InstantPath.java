package dev.holdfast.core.path;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Expressions.Rendered;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Output;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.run.Work;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.Firing;
import dev.holdfast.core.scheduling.InstantCommand;
import dev.holdfast.core.scheduling.InstantEvent;
import dev.holdfast.core.scheduling.InstantRules;
import dev.holdfast.core.scheduling.InstantSettlement;
import dev.holdfast.core.scheduling.InstantState;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an instant orders: its run when it begins, and word to its job when that has ended.
final class InstantPath {
  /// A run that belongs to no session.
  private static final long NO_SESSION = 0;

  private final StreamId instant;
  private final InstantState state;
  private final Versions<Policy> versions;

  InstantPath(StreamId instant, InstantState state, Versions<Policy> versions) {
    this.instant = instant;
    this.state = state;
    this.versions = versions;
  }

  List<Order> follow(InstantEvent event) {
    return switch (event) {
      case InstantEvent.Started(var firing) -> run(firing);
      case InstantEvent.Begun _ -> run(InstantRules.firing(state));
      case InstantEvent.Met(var job, var moment) -> List.of(job(job, new JobCommand.Pass(moment)));
      case InstantEvent.Settled(var settlement) -> settled(settlement);
      case InstantEvent.Waited _, InstantEvent.Recorded _, InstantEvent.Skipped _ -> List.of();
    };
  }

  private static Order job(String id, JobCommand command) {
    return new Order(StreamId.named(Kind.JOB, id), command);
  }

  private List<Order> run(Firing firing) {
    var run = instant.as(Kind.RUN);
    var order = firing.order();
    var contracts = versions.at(order.policyVersion()).delegation().contracts();
    if (!contracts.containsKey(order.contract())) {
      return List.of(
          new Order(
              instant, new InstantCommand.Settle(new InstantSettlement.Failed(gone(firing)))));
    }
    var channel = firing.deliver() instanceof Deliver.Path path ? path.channel() : "";
    var work =
        new Work(
            NO_SESSION,
            order.contract(),
            order.policyVersion(),
            channel,
            order.owner(),
            "",
            instant.text());
    return List.of(
        new Order(run, new RunCommand.Open(work, input(firing))),
        new Order(run, new RunCommand.Start()));
  }

  /// A job outlives the workspace that it was saved under.
  private static Diagnostic gone(Firing firing) {
    return new Diagnostic(
        "no-such-contract",
        "The workspace has no contract '" + firing.order().contract() + "' any more.",
        "The instant could not be run.",
        "Put the contract back, or save job '" + firing.job() + "' with another one.");
  }

  /// What the agent is given: which job and moment it works for, and the job's own input.
  private static Json input(Firing firing) {
    var members = new LinkedHashMap<String, Json>();
    members.put("job", Json.string(firing.job()));
    members.put("instant", Json.string(firing.moment().nominal().toString()));
    return firing.order().input().behind(members);
  }

  private List<Order> settled(InstantSettlement settlement) {
    var firing = InstantRules.firing(state);
    var result =
        switch (settlement) {
          case InstantSettlement.Completed(var output) -> result(firing, output);
          case InstantSettlement.Failed(var diagnostic) -> new Result.Failed(diagnostic);
          case InstantSettlement.Cancelled(var reason) -> new Result.Cancelled(reason);
        };
    return List.of(job(firing.job(), new JobCommand.Conclude(firing.moment(), result)));
  }

  private Result result(Firing firing, Output output) {
    return switch (firing.deliver()) {
      case Deliver.None() -> new Result.Done(output, "");
      case Deliver.Path path ->
          switch (rendered(firing, path, output)) {
            case Rendered.Text(var text) -> new Result.Done(output, text);
            case Rendered.Missing(var findings) ->
                new Result.Failed(
                    new Diagnostic(
                        "deliver-template",
                        "The job's template does not fit the output: " + findings,
                        "Nothing was delivered.",
                        "Mend 'deliver.text' of job '" + firing.job() + "'."));
          };
    };
  }

  private Rendered rendered(Firing firing, Deliver.Path path, Output output) {
    var expressions = versions.at(firing.order().policyVersion()).delegation().expressions();
    return path.text().isEmpty()
        ? new Rendered.Text(expressions.plain(output.value()))
        : expressions.render(path.text(), Map.of("output", output.value()));
  }
}
