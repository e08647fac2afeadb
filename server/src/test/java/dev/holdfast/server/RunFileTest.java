package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFileTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path data;
  private Process parent;
  private long child;

  /// A process that takes no notice of its child's end.
  @BeforeEach
  void start() throws IOException {
    parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
    child = Long.parseLong(parent.inputReader().readLine());
  }

  @AfterEach
  void stop() {
    ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    parent.destroyForcibly();
  }

  private RunFile written(String born) throws IOException {
    Files.writeString(
        data.resolve("holdfast.pid"), child + "\nhttp://127.0.0.1:8321\n" + born + "\n");
    return new RunFile(data);
  }

  private String born() {
    return ProcessHandle.of(child).flatMap(it -> it.info().startInstant()).orElseThrow().toString();
  }

  @Test
  void a_server_that_runs_is_told() throws IOException {
    assertThat(written(born()).running())
        .hasValueSatisfying(running -> assertThat(running.pid()).isEqualTo(child));
  }

  @Test
  void a_number_that_another_process_has_now_is_no_server() throws IOException {
    assertThat(written("2026-01-01T00:00:00Z").running()).isEmpty();
  }

  @Test
  void who_was_killed_runs_no_more_even_where_nobody_has_taken_notice() throws IOException {
    var file = written(born());
    ProcessHandle.of(child).orElseThrow().destroyForcibly();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (file.running().isPresent()) {
      assertThat(System.nanoTime()).as("still said to run").isLessThan(end);
      Thread.onSpinWait();
    }
    assertThat(ProcessHandle.of(child)).as("nobody has taken notice").isPresent();
  }

  @Test
  void nothing_written_is_nobody() {
    assertThat(new RunFile(data).running()).isEmpty();
  }
}
