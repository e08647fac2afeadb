package dev.holdfast.gateway.jobs;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.workspace.JobReading;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.scheduling.Author;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what somebody wants a job to be: the job's own keys, and beside them why it is saved,
/// which job gives its topic up, and whether it is to be enabled. Everything wrong comes at once.
final class Wishes {
  private static final Set<String> BESIDE = Set.of("reason", "takeOver", "enabled");

  private final JobReading reading = new JobReading(new CelExpressions());
  private final Versions<Policy> policy;

  Wishes(Versions<Policy> policy) {
    this.policy = policy;
  }

  sealed interface Wish {
    /// @param from the job that gives its topic up, empty for none
    record Good(JobSpec spec, Author author, String from, Afterwards afterwards) implements Wish {}

    record Bad(Problem problem) implements Wish {}
  }

  /// What is to follow once it is saved.
  enum Afterwards {
    AS_IT_WAS,
    ENABLED,
    DISABLED
  }

  Wish read(Call call, String id) {
    var form = call.form();
    var findings = new ArrayList<Finding>();
    if (!JobReading.isName(id)) {
      findings.add(
          new Finding("id", "is not a name: up to 64 letters, digits, dots, dashes, underscores"));
    }
    var from = beside(call, form, "takeOver", "");
    var author = author(call, form, "saved");
    var afterwards = afterwards(form);
    var job = form.except(BESIDE).toString();
    var problem = form.problem();
    if (problem.isPresent() && problem.get().findings().stream().noneMatch(Wishes::isOurs)) {
      return new Wish.Bad(problem.get());
    }
    problem.ifPresent(ours -> findings.addAll(ours.findings()));
    findings.addAll(unknown(call));
    return switch (reading.read(id, job, policy.now())) {
      case JobReading.Outcome.Read(var spec) when findings.isEmpty() ->
          new Wish.Good(spec, author, from, afterwards);
      case JobReading.Outcome.Read _ -> new Wish.Bad(Problems.malformed(findings));
      case JobReading.Outcome.Refused(var more) -> {
        findings.addAll(more);
        yield new Wish.Bad(Problems.malformed(findings));
      }
    };
  }

  /// A finding about a member that this reads; any other says that the body is no JSON.
  private static boolean isOurs(Finding finding) {
    return BESIDE.contains(finding.where()) || finding.where().isEmpty();
  }

  private static List<Finding> unknown(Call call) {
    return call.query().keySet().stream()
        .filter(name -> !Set.of("reason", "takeOver").contains(name))
        .map(name -> new Finding("?" + name, "is not known"))
        .toList();
  }

  private static Afterwards afterwards(Form form) {
    if (!form.has("enabled")) {
      return Afterwards.AS_IT_WAS;
    }
    return form.flag("enabled", false) ? Afterwards.ENABLED : Afterwards.DISABLED;
  }

  /// Whoever calls, and why.
  ///
  /// @param done what was done, for whoever does not say why
  static Author author(Call call, Form form, String done) {
    var reason = beside(call, form, "reason", done + " by " + call.caller().name());
    return new Author(call.caller().name(), reason, Author.Source.API);
  }

  /// A member, or else a word of the query.
  private static String beside(Call call, Form form, String name, String otherwise) {
    return Optional.of(form.name(name, call.query().getOrDefault(name, "")))
        .filter(text -> !text.isEmpty())
        .orElse(otherwise);
  }
}
