package dev.holdfast.execution.lanes;

import dev.holdfast.execution.agents.Agent;
import dev.holdfast.execution.agents.Result;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// One attempt, from its lease to its report, on a thread of its own.
final class Attending {
  private static final Logger LOG = LoggerFactory.getLogger(Attending.class);

  private final Workplace workplace;
  private final Attempt attempt;
  private final Deadline lease;
  private final CountDownLatch halted = new CountDownLatch(1);
  private final Thread thread;

  /// @param lease until when the lease surely holds
  /// @param done called at the very end, whatever happened
  Attending(Workplace workplace, Attempt attempt, Deadline lease, Runnable done) {
    this.workplace = workplace;
    this.attempt = attempt;
    this.lease = lease;
    this.thread = Thread.ofVirtual().name("attempt-" + attempt.task()).unstarted(() -> run(done));
  }

  void start() {
    thread.start();
  }

  /// Says whether it ended in time.
  boolean awaitEnd(Deadline deadline) throws InterruptedException {
    return thread.join(deadline.left().plusMillis(1));
  }

  /// Ends it without a report: its lease runs out, and it is offered again.
  void halt() {
    halted.countDown();
  }

  private void run(Runnable done) {
    long began = System.nanoTime();
    log(Level.INFO, "task.started").log();
    try (var watch = new Watch(workplace, attempt, lease).start()) {
      Thread.ofVirtual().name("halt-" + attempt.task()).start(() -> obey(watch));
      attend(watch, began);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      halted.countDown();
      workplace.bulletin().forget(attempt.task());
      done.run();
    }
  }

  private void obey(Watch watch) {
    try {
      halted.await();
      watch.cut("stopping");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void attend(Watch watch, long began) throws InterruptedException {
    Result result;
    try {
      result = work();
    } catch (InterruptedException interrupted) {
      var reason = watch.ended();
      if (reason.isEmpty()) {
        throw interrupted;
      }
      cut(reason);
      return;
    }
    var reason = watch.ended();
    if (!reason.isEmpty()) {
      cut(reason);
      return;
    }
    finished(result, new Handover(workplace, attempt, halted).bring(result, watch), began);
  }

  private Result work() throws InterruptedException {
    try {
      return agent().work(attempt);
    } catch (RuntimeException defect) {
      log(Level.ERROR, "agent.defect")
          .addKeyValue("remediation", "This is a defect of Holdfast; report it with the stack.")
          .setCause(defect)
          .log();
      return Result.failed("agent-defect", defect.toString());
    }
  }

  private Agent agent() {
    return workplace.roster().agent(attempt.contract().agent());
  }

  private void cut(String reason) {
    workplace.meter().count("task.cut", "lane", lane(), "reason", reason);
    boolean usual = reason.equals("cancelled") || reason.equals(Watch.ENDED_ELSEWHERE);
    log(usual ? Level.INFO : Level.WARN, "task.cut")
        .addKeyValue("reason", reason)
        .addKeyValue("remediation", "None: a report would change nothing, and none is made.")
        .log();
  }

  private void finished(Result result, Handover.End end, long began) {
    var took = Duration.ofNanos(System.nanoTime() - began);
    workplace.meter().time("task.attempt", took, "lane", lane(), "result", word(result));
    switch (end) {
      case Handover.End.Entered() ->
          describe(log(Level.INFO, "task.finished"), result)
              .addKeyValue("millis", took.toMillis())
              .log();
      case Handover.End.Refused(var refusal) ->
          describe(log(Level.WARN, "task.report-refused"), result)
              .addKeyValue("code", refusal.diagnostic().code())
              .addKeyValue("cause", refusal.diagnostic().cause())
              .addKeyValue("remediation", refusal.diagnostic().nextAction())
              .log();
      case Handover.End.GivenUp(var why) ->
          describe(log(Level.ERROR, "task.report-lost"), result)
              .addKeyValue("code", why.code())
              .addKeyValue("cause", why.cause())
              .addKeyValue("remediation", why.nextAction())
              .log();
    }
  }

  private static LoggingEventBuilder describe(LoggingEventBuilder event, Result result) {
    var described = event.addKeyValue("result", word(result));
    return result instanceof Result.Failed(var fault)
        ? described.addKeyValue("fault", fault.kind()).addKeyValue("detail", fault.message())
        : described;
  }

  private static String word(Result result) {
    return switch (result) {
      case Result.Completed _ -> "completed";
      case Result.Failed _ -> "failed";
      case Result.Settled _ -> "settled";
    };
  }

  private String lane() {
    return attempt.leased().place().lane();
  }

  private LoggingEventBuilder log(Level level, String event) {
    return LOG.atLevel(level)
        .setMessage(event)
        .addKeyValue("correlationId", attempt.assignment().correlation())
        .addKeyValue("task", attempt.task())
        .addKeyValue("run", attempt.run())
        .addKeyValue("attempt", attempt.number())
        .addKeyValue("fence", attempt.fence().number())
        .addKeyValue("lane", lane())
        .addKeyValue("agent", attempt.contract().agent());
  }
}
