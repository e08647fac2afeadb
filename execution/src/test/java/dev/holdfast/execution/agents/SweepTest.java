package dev.holdfast.execution.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs whose server is gone are swept; nothing else is.
final class SweepTest {
  private static final String NAME = "task_3m-1";

  @TempDir private Path work;
  private Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectories(work.resolve(NAME));
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  private String mark() {
    return "HOLDFAST_ATTEMPT_ID=" + folder;
  }

  /// Starts a program that leads a group of its own.
  private Process program(String... command) throws IOException {
    var words = new ArrayList<>(List.of("setsid"));
    words.addAll(List.of(command));
    var builder = new ProcessBuilder(words);
    builder.environment().put("HOLDFAST_ATTEMPT_ID", folder.toString());
    return begun(builder);
  }

  private Process innocent() throws IOException {
    return begun(
        new ProcessBuilder("setsid", "tail", "-f", "/dev/null").directory(folder.toFile()));
  }

  private Process begun(ProcessBuilder builder) throws IOException {
    var process = builder.start();
    started.add(process);
    return process;
  }

  /// What a server that is gone wrote of it: the number of a process that lives, another birth.
  private void abandoned(String leader) throws IOException {
    var server = ProcessHandle.current().pid() + " 1";
    Files.write(RunMark.file(folder), List.of(Alive.place(), server, mark(), leader));
  }

  private static String known(Process process) {
    return Alive.of(process.pid()).map(RunMark.Known::of).orElseThrow().toString();
  }

  private static void assertEnded(Process process) throws InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_program_dies_with_what_it_started_and_its_folder_goes() throws Exception {
    var program = program("sh", "-c", "env -i tail -f /dev/null & echo $!; exec tail -f /dev/null");
    var child = ProcessHandle.of(Long.parseLong(program.inputReader().readLine())).orElseThrow();
    abandoned(known(program));
    Sweep.of(work);
    assertEnded(program);
    child.onExit().get(5, TimeUnit.SECONDS);
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void a_program_is_found_by_its_mark_when_its_server_died_before_it_knew_its_number()
      throws Exception {
    var program = program("sh", "-c", "echo on; exec tail -f /dev/null");
    assertThat(program.inputReader().readLine()).isEqualTo("on");
    abandoned("");
    Files.write(RunMark.file(folder), Files.readAllLines(RunMark.file(folder)).subList(0, 3));
    Sweep.of(work);
    assertEnded(program);
  }

  @Test
  void who_hid_from_the_mark_is_found_by_the_group_of_who_did_not() throws Exception {
    var program =
        program("sh", "-c", "env -i tail -f /dev/null & echo $!; tail -f /dev/null & exit 0");
    var hidden = ProcessHandle.of(Long.parseLong(program.inputReader().readLine())).orElseThrow();
    var leader = program.pid() + " 1";
    assertEnded(program);
    abandoned(leader);
    Sweep.of(work);
    hidden.onExit().get(5, TimeUnit.SECONDS);
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void a_process_that_was_given_the_number_of_a_dead_program_lives_on() throws Exception {
    var innocent = innocent();
    abandoned(innocent.pid() + " 1");
    Sweep.of(work);
    assertThat(innocent.isAlive()).isTrue();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void what_a_live_server_runs_is_left_alone() throws Exception {
    var program = program("tail", "-f", "/dev/null");
    RunMark.write(folder, mark()).started(program);
    Sweep.of(work);
    assertThat(program.isAlive()).isTrue();
    assertThat(folder).exists();
  }

  @Test
  void what_was_marked_on_another_boot_or_machine_is_left_alone() throws Exception {
    var innocent = innocent();
    Files.write(RunMark.file(folder), List.of("another", "1 1", "HOLDFAST=no", known(innocent)));
    Sweep.of(work);
    assertThat(innocent.isAlive()).isTrue();
    assertThat(folder).exists();
  }

  @Test
  void a_mark_that_makes_no_sense_harms_nothing() throws Exception {
    Files.write(RunMark.file(folder), List.of(Alive.place(), "who?", "x", "y"));
    Sweep.of(work);
    Sweep.of(work.resolve("not there"));
    assertThat(folder).exists();
  }
}
