package dev.holdfast.execution.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.AgentSpec.EnvironmentValue;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandAgentTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String CANARY = "s3cret-canary-value";

  @TempDir private Path temporary;
  private final Map<String, EnvironmentValue> granted = new HashMap<>();
  private Path workspace;
  private Path work;

  @BeforeEach
  void folders() throws IOException {
    workspace = Files.createDirectory(temporary.resolve("workspace"));
    work = temporary.resolve("work");
  }

  @Test
  void a_program_reads_its_contract_and_writes_its_result() throws Exception {
    var result =
        python(
            """
            import json, sys
            contract = json.load(sys.stdin)
            text = contract["input"]["text"].upper() + " " + contract["run"]
            print(json.dumps({"output": {"text": text}, "evidence": [{"kind": "note", "ref": "x"}]}))
            """,
            "{\"text\":\"hello\"}");
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Completed.class,
            done -> {
              assertThat(done.output().value().text()).isEqualTo("{\"text\":\"HELLO run_3g\"}");
              assertThat(done.evidence()).hasSize(1);
            });
  }

  @Test
  void a_program_may_ignore_its_contract() throws Exception {
    var big = "{\"text\":\"" + "x".repeat(500_000) + "\"}";
    assertThat(shell("echo '{\"output\":{\"text\":\"ok\"}}'", big))
        .isInstanceOf(Result.Completed.class);
  }

  @Test
  void a_program_may_fail_in_words() throws Exception {
    assertThat(
            shell(
                "echo '{\"fail\":{\"class\":\"busy\",\"message\":\"later\",\"retryable\":false}}'"))
        .isEqualTo(new Result.Failed(new Fault("busy", "later", Fault.Retry.USELESS)));
  }

  @Test
  void an_exit_code_is_a_failure_with_the_last_words() throws Exception {
    var fault =
        fault(shell("seq 1 5000 >&2; echo the disk is full >&2; echo '{\"output\":1}'; exit 3"));
    assertThat(fault.kind()).isEqualTo("exit-code");
    assertThat(fault.message()).contains("exit code 3").endsWith("the disk is full");
    assertThat(fault.message().length()).isLessThan(2300);
    assertThat(fault.retry()).isEqualTo(Fault.Retry.WORTHWHILE);
  }

  @Test
  void what_is_not_json_is_a_failure_with_its_tail() throws Exception {
    var fault = fault(shell("echo Hello, I am done"));
    assertThat(fault.kind()).isEqualTo("not-json");
    assertThat(fault.message()).endsWith("Hello, I am done");
  }

  @Test
  void too_much_output_ends_the_program_at_once() throws Exception {
    var fault = fault(shell("yes | head -c 3000000; exec tail -f /dev/null"));
    assertThat(fault.kind()).isEqualTo("too-much-output");
    assertThat(fault.message().length()).isLessThan(3000);
  }

  @Test
  void a_program_that_is_not_there_is_not_tried_again() throws Exception {
    Files.writeString(workspace.resolve("plain.txt"), "no program");
    for (var run :
        List.of(List.of("./missing.sh"), List.of("no-such-program"), List.of("./plain.txt"))) {
      var fault = fault(work(run, "{}", LONG));
      assertThat(fault.kind()).isEqualTo("cannot-start");
      assertThat(fault.retry()).isEqualTo(Fault.Retry.USELESS);
    }
  }

  @Test
  void a_script_whose_interpreter_is_missing_cannot_start() throws Exception {
    script("odd.sh", "#!/no/such/interpreter\n");
    var fault = fault(work(List.of("./odd.sh"), "{}", LONG));
    assertThat(fault.kind()).isEqualTo("cannot-start");
    assertThat(fault.retry()).isEqualTo(Fault.Retry.USELESS);
  }

  @Test
  void the_environment_holds_nothing_but_what_was_granted() throws Exception {
    granted.put("COLOUR", new EnvironmentValue.Plain("red"));
    granted.put("TOKEN", new EnvironmentValue.Hidden(new Secret.Env("CANARY")));
    var result =
        shell(
            """
            names=$(env | cut -d= -f1 | grep -v -x -e _ -e PWD -e OLDPWD | sort | tr '\\n' ' ')
            [ "$HOME" = "$PWD" ] && home=own
            echo "{\\"output\\":\\"$names$home $HOLDFAST_TASK $COLOUR ${#TOKEN}\\"}"
            """);
    assertThat(output(result))
        .isEqualTo(
            "\"COLOUR HOLDFAST_ATTEMPT HOLDFAST_ATTEMPT_ID HOLDFAST_DEADLINE HOLDFAST_RUN"
                + " HOLDFAST_TASK HOLDFAST_WORKSPACE HOME LANG PATH TOKEN own task_3m red 19\"");
  }

  @Test
  void a_granted_secret_does_not_come_back() throws Exception {
    granted.put("TOKEN", new EnvironmentValue.Hidden(new Secret.Env("CANARY")));
    assertThat(output(shell("echo '{\"output\":{\"text\":\"'$TOKEN'\"}}'")))
        .isEqualTo("{\"text\":\"***\"}");
    assertThat(fault(shell("echo key $TOKEN is wrong >&2; exit 1")).message())
        .doesNotContain(CANARY)
        .contains("***");
  }

  @Test
  void a_secret_that_is_missing_is_a_failure_before_anything_starts() throws Exception {
    granted.put("TOKEN", new EnvironmentValue.Hidden(new Secret.Env("NOT_SET")));
    assertThat(fault(shell("touch $HOLDFAST_WORKSPACE/started")).kind())
        .isEqualTo("secret-missing");
    assertThat(workspace.resolve("started")).doesNotExist();
  }

  @Test
  void its_folder_is_its_own_and_removed_afterwards() throws Exception {
    var result =
        shell("touch note; ln -s $HOLDFAST_WORKSPACE link; echo \"{\\\"output\\\":\\\"$PWD\\\"}\"");
    assertThat(output(result)).isEqualTo("\"" + work.resolve("task_3m-1") + "\"");
    assertThat(work).isEmptyDirectory();
    assertThat(workspace).isNotEmptyDirectory();
  }

  @Test
  void files_of_the_workspace_are_found_as_arguments() throws Exception {
    Files.writeString(workspace.resolve("answer.json"), "{\"output\":{\"text\":\"found\"}}");
    assertThat(output(work(List.of("cat", "answer.json"), "{}", LONG)))
        .isEqualTo("{\"text\":\"found\"}");
  }

  @Test
  void nothing_of_an_argument_is_read_by_a_shell() throws Exception {
    assertThat(fault(work(List.of("echo", "$HOME; touch x", "`id`"), "{}", LONG)).message())
        .endsWith("$HOME; touch x `id`");
  }

  @Test
  void a_program_that_takes_too_long_is_killed() throws Exception {
    long began = System.nanoTime();
    var fault =
        fault(
            work(
                List.of("sh", "-c", "echo half way >&2; exec tail -f /dev/null"),
                "{}",
                Duration.ofMillis(500)));
    assertThat(fault.kind()).isEqualTo("timeout");
    assertThat(fault.message()).endsWith("half way");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void grandchildren_die_with_the_program_even_if_they_left_its_session() throws Exception {
    var pids = workspace.resolve("pids");
    daemonizer();
    var agent = agent(List.of("python3", "daemonize.py"));
    var ended = new AtomicReference<Object>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                ended.set(agent.work(Assignments.attempt("{}", LONG)));
              } catch (InterruptedException cut) {
                ended.set(cut);
              }
            });
    awaitLines(pids, 3);
    var processes =
        Files.readAllLines(pids).stream()
            .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
            .toList();
    assertThat(processes).allMatch(ProcessHandle::isAlive);
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    for (var process : processes) {
      process.onExit().get(5, TimeUnit.SECONDS);
    }
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void what_a_program_left_behind_dies_when_it_has_ended_well() throws Exception {
    var result =
        shell("tail -f /dev/null & echo $! > $HOLDFAST_WORKSPACE/pid; echo '{\"output\":{}}'");
    assertThat(result).isInstanceOf(Result.Completed.class);
    long pid = Long.parseLong(Files.readString(workspace.resolve("pid")).strip());
    var left = ProcessHandle.of(pid);
    if (left.isPresent()) {
      left.get().onExit().get(5, TimeUnit.SECONDS);
    }
  }

  /// One child in the group, one that left the group, and one whose parents are gone.
  private void daemonizer() throws IOException {
    Files.writeString(
        workspace.resolve("daemonize.py"),
        """
        import os, signal
        def note():
            with open(os.environ["HOLDFAST_WORKSPACE"] + "/pids", "a") as file:
                file.write(str(os.getpid()) + "\\n")
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                note()
                signal.pause()
            os._exit(0)
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            note()
            signal.pause()
        note()
        signal.pause()
        """);
  }

  private static void awaitLines(Path file, int lines) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!Files.exists(file) || Files.readAllLines(file).size() < lines) {
      assertThat(System.nanoTime()).isLessThan(giveUp);
      assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private Result python(String text, String input) throws Exception {
    Files.writeString(workspace.resolve("agent.py"), text);
    return work(List.of("python3", "./agent.py"), input, LONG);
  }

  private Result shell(String text) throws Exception {
    return shell(text, "{}");
  }

  private Result shell(String text, String input) throws Exception {
    script("agent.sh", "#!/bin/sh\n" + text + "\n");
    return work(List.of("./agent.sh"), input, LONG);
  }

  private void script(String name, String text) throws IOException {
    var file = Files.writeString(workspace.resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Result work(List<String> run, String input, Duration time) throws Exception {
    return agent(run).work(Assignments.attempt(input, time));
  }

  private CommandAgent agent(List<String> run) {
    var environment =
        Map.of("PATH", System.getenv("PATH"), "CANARY", CANARY, "UNRELATED", "not handed on");
    var secrets = new Secrets(workspace, environment, new Redaction());
    return new CommandAgent(
        new AgentSpec.Command(run, granted), new Ground(workspace, work, environment, secrets));
  }

  private static Fault fault(Result result) {
    return ((Result.Failed) result).fault();
  }

  private static String output(Result result) {
    assertThat(result).isInstanceOf(Result.Completed.class);
    return ((Result.Completed) result).output().value().text();
  }
}
