package dev.holdfast.control.jobs;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.scheduling.Author;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobCommand.Expected;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the ledger's jobs in line with those that the workspace declares, each time a server
/// starts: new ones are saved and enabled, changed ones saved, those that the version before
/// declared and this one does not are removed. What an operator has disabled stays disabled.
public final class DeclaredJobs {
  private static final Logger LOG = LoggerFactory.getLogger(DeclaredJobs.class);
  private static final Author AUTHOR =
      new Author("workspace", "declared in holdfast.yaml", Author.Source.WORKSPACE);
  private static final Origin ORIGIN = new Origin("workspace", "declared-jobs");

  private final Desk desk;
  private final Reader reader;
  private final Codec codec = new Codec();

  public DeclaredJobs(Desk desk, Reader reader) {
    this.desk = desk;
    this.reader = reader;
  }

  /// Jobs that are refused (their topic belongs to another one) are logged; the others go on.
  public void apply(Versions<Policy> versions) throws InterruptedException {
    int current = versions.current();
    var declared = versions.at(current).scheduling().jobs();
    var before =
        current > 1
            ? versions.at(current - 1).scheduling().jobs()
            : Map.<String, SchedulingPolicy.Declared>of();
    var wishes = new ArrayList<List<Order>>();
    // Topics that are given up come first, so that others can take them.
    for (var id : before.keySet()) {
      if (!declared.containsKey(id)) {
        wishes.add(List.of(new Order(id(id), new JobCommand.Remove(AUTHOR, Expected.ANY))));
      }
    }
    submit(wishes);
    wishes.clear();
    var known = known(declared);
    for (var one : declared.values()) {
      var job = Optional.ofNullable(known.get(one.spec().id()));
      wishes.add(
          one.enabled() && wasNeverEnabled(job)
              ? List.of(save(one, job), enable(one))
              : List.of(save(one, job)));
    }
    submit(wishes);
  }

  private static StreamId id(String job) {
    return StreamId.named(Kind.JOB, job);
  }

  private Order save(SchedulingPolicy.Declared declared, Optional<Job> job) {
    long number = job.map(kept -> kept.version().number()).orElseGet(desk::nextNumber);
    return new Order(
        id(declared.spec().id()),
        new JobCommand.Save(declared.spec(), number, AUTHOR, Expected.ANY, ""));
  }

  private static Order enable(SchedulingPolicy.Declared declared) {
    return new Order(id(declared.spec().id()), new JobCommand.Enable("declared as enabled"));
  }

  private static boolean wasNeverEnabled(Optional<Job> job) {
    return job.map(Job::phase)
        .map(phase ->
            phase instanceof Phase.Removed
                || (phase instanceof Phase.Off(var why) && why.isEmpty()))
        .orElse(true);
  }

  private Map<String, Job> known(Map<String, SchedulingPolicy.Declared> declared) {
    var known = new HashMap<String, Job>();
    for (var row : reader.rows(declared.keySet().stream().map(DeclaredJobs::id).toList())) {
      if (codec.decode(row.state()) instanceof JobState.Kept(var job)) {
        known.put(job.spec().id(), job);
      }
    }
    return known;
  }

  /// What is wished of one job is one submission, because only within one do orders keep their
  /// order.
  private void submit(List<List<Order>> wishes) throws InterruptedException {
    if (wishes.isEmpty()) {
      return;
    }
    var submissions = new ArrayList<Submission>();
    wishes.forEach(
        orders -> submissions.add(new Submission.Given(ORIGIN, orders, CommandKey.NONE)));
    var answers = desk.submit(submissions);
    for (int i = 0; i < answers.size(); i++) {
      report(wishes.get(i).getFirst(), answers.get(i));
    }
  }

  private static void report(Order order, Answer answer) {
    var refusal =
        switch (answer) {
          case Answer.Refused(var refused) -> Optional.of(refused);
          case Answer.Replayed _ -> Optional.<Refusal>empty();
          case Answer.Entered(_, var outcomes) ->
              outcomes.stream()
                  .flatMap(outcome ->
                      outcome instanceof Outcome.Refused(var refused)
                          ? Stream.of(refused)
                          : Stream.<Refusal>empty())
                  .findFirst();
        };
    refusal.ifPresent(why ->
        LOG.atError()
            .setMessage("jobs.declared-refused")
            .addKeyValue("job", name(order))
            .addKeyValue("code", why.diagnostic().code())
            .addKeyValue("cause", why.diagnostic().cause())
            .addKeyValue("remediation", why.diagnostic().nextAction())
            .log());
  }

  private static String name(Order order) {
    return order.command() instanceof JobCommand.Save save ? save.spec().id() : order.to().text();
  }
}
