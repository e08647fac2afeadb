package dev.holdfast.execution.agents;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.AgentSpec.EnvironmentValue;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Resolved;
import dev.holdfast.ledger.wire.ResultWire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program under contract: the contract on its standard input, the result on its standard
/// output, an exit code of zero. No shell is between.
final class CommandAgent implements Agent, Probe {
  private static final int TAIL = 2 * 1024;
  private static final int CANNOT_EXECUTE = 126;
  private static final int NOT_FOUND = 127;
  private static final String MARK = "HOLDFAST_ATTEMPT_ID";
  private static final String SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final AgentSpec.Command spec;
  private final Ground ground;
  private final Program program;

  CommandAgent(AgentSpec.Command spec, Ground ground) {
    this.spec = spec;
    this.ground = ground;
    this.program = new Program(ground.workspace(), searchPath(ground));
  }

  private static String searchPath(Ground ground) {
    return ground.environment().getOrDefault("PATH", SEARCH_PATH);
  }

  @Override
  public Result work(Attempt attempt) throws InterruptedException {
    var found = program.resolve(spec.run());
    if (found.isEmpty()) {
      return Result.hopeless(
          "cannot-start", spec.run() + " names no executable program, from " + ground.workspace());
    }
    var granted = new HashMap<String, String>();
    for (var wish : spec.environment().entrySet()) {
      switch (value(wish.getValue())) {
        case Resolved.Value(var text) -> granted.put(wish.getKey(), text);
        case Resolved.None() -> granted.put(wish.getKey(), "");
        case Resolved.Missing(var why) -> {
          return Result.hopeless(why.code(), wish.getKey() + ": " + why.cause());
        }
      }
    }
    try (var folder = WorkFolder.create(ground.work(), attempt)) {
      return run(attempt, found.get(), environment(attempt, folder.path(), granted), folder);
    } catch (IOException failed) {
      return Result.failed("cannot-start", clean(failed.toString()));
    }
  }

  @Override
  public Probed probe(Duration atMost) {
    return program
        .resolve(spec.run())
        .<Probed>map(found -> new Probed.Passed(found.getFirst() + " is there and executable"))
        .orElseGet(() ->
            new Probed.Failed(
                "%s names no executable program, from %s".formatted(spec.run(), ground.workspace()),
                "Install the program or make it executable (chmod +x), or correct the agent's"
                    + " 'run'."));
  }

  private Resolved value(EnvironmentValue value) {
    return switch (value) {
      case EnvironmentValue.Plain(var text) -> new Resolved.Value(text);
      case EnvironmentValue.Hidden(var secret) -> ground.secrets().resolve(secret);
    };
  }

  private Map<String, String> environment(
      Attempt attempt, Path folder, Map<String, String> granted) {
    var environment = new HashMap<String, String>();
    environment.put("PATH", searchPath(ground));
    environment.put("LANG", ground.environment().getOrDefault("LANG", "C.UTF-8"));
    environment.put("HOME", folder.toString());
    environment.putAll(granted);
    environment.put("HOLDFAST_TASK", attempt.task().text());
    environment.put("HOLDFAST_RUN", attempt.run());
    environment.put("HOLDFAST_ATTEMPT", Integer.toString(attempt.number()));
    environment.put("HOLDFAST_DEADLINE", attempt.leased().deadline().toString());
    environment.put("HOLDFAST_WORKSPACE", ground.workspace().toString());
    environment.put(MARK, folder.toString());
    return environment;
  }

  private Result run(
      Attempt attempt, List<String> run, Map<String, String> environment, WorkFolder folder)
      throws IOException, InterruptedException {
    var arguments = new ArrayList<String>();
    var setsid = program.find("setsid");
    setsid.ifPresent(path -> arguments.add(path.toString()));
    arguments.addAll(run);
    var builder = new ProcessBuilder(arguments).directory(folder.path().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    var mark = MARK + "=" + folder.path();
    // For whoever starts next, should this server be killed.
    var runMark = RunMark.write(folder.path(), mark);
    var process = builder.start();
    var group =
        new ProcessGroup(
            process,
            mark,
            setsid.isPresent() ? ProcessGroup.Kind.OWN_GROUP : ProcessGroup.Kind.INHERITED_GROUP);
    try {
      runMark.started(process);
    } catch (IOException unmarked) {
      group.kill();
      throw unmarked;
    }
    return new Running(process, group).finish(attempt);
  }

  private String clean(String text) {
    return ground.secrets().redaction().redact(text);
  }

  /// A started program.
  private final class Running {
    private final Process process;
    private final ProcessGroup group;
    private final Intake output;
    private final Intake errors;

    Running(Process process, ProcessGroup group) {
      this.process = process;
      this.group = group;
      this.output =
          new Intake(process.getInputStream(), Intake.Keep.HEAD, ResultWire.BYTES_MAX, group::kill);
      this.errors = new Intake(process.getErrorStream(), Intake.Keep.TAIL, TAIL, () -> {});
    }

    Result finish(Attempt attempt) throws InterruptedException {
      boolean ended;
      try {
        var text = attempt.text();
        Thread.ofPlatform().daemon().name("program-input").start(() -> tell(text));
        ended = process.waitFor(attempt.deadline().left().toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        // Also after a good end: nothing that it started may outlive the attempt.
        group.kill();
      }
      output.await();
      errors.await();
      return ended ? result(process.exitValue()) : late(attempt);
    }

    private void tell(String text) {
      try (var input = process.getOutputStream()) {
        input.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // A program need not read its contract.
      }
    }

    private Result result(int exit) {
      if (output.overflowed()) {
        return Result.failed(
            "too-much-output",
            "more than " + ResultWire.BYTES_MAX + " bytes; it began with: " + beginning());
      }
      var complaint = clean(errors.tail(TAIL));
      if (exit != 0) {
        boolean notStarted = exit == CANNOT_EXECUTE || exit == NOT_FOUND;
        return notStarted && complaint.startsWith("setsid:")
            ? Result.hopeless("cannot-start", complaint)
            : Result.failed("exit-code", "exit code " + exit + ending(complaint));
      }
      // Whatever it was granted must not come back in its result.
      var text = clean(new String(output.bytes(), StandardCharsets.UTF_8));
      return Result.of(
          ResultWire.read(text.getBytes(StandardCharsets.UTF_8)), clean(output.tail(TAIL)));
    }

    private Result late(Attempt attempt) {
      return Result.failed(
          "timeout",
          "not finished at " + attempt.leased().deadline() + ending(clean(errors.tail(TAIL))));
    }

    private String beginning() {
      var text = new String(output.bytes(), 0, TAIL, StandardCharsets.UTF_8);
      return clean(text);
    }

    private static String ending(String complaint) {
      return complaint.isEmpty() ? "" : "; its last words: " + complaint;
    }
  }
}
