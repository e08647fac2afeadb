package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program as users run it: the one jar, in a process of its own.
final class Program {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final long PATIENCE_SECONDS = 120;

  private Program() {}

  static Path jar() {
    var jar = System.getProperty("holdfast.jar", "");
    assertThat(jar).as("system property holdfast.jar").isNotEmpty();
    return Path.of(jar);
  }

  /// The command line up to the program's own arguments. Small and quick to start: a proof starts
  /// it hundreds of times.
  static List<String> java(List<String> options) {
    var command =
        new ArrayList<>(
            List.of(
                JAVA,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(options);
    command.addAll(List.of("-jar", jar().toString()));
    return command;
  }

  static ProcessBuilder process(Path folder, List<String> command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("PROOF_SECRET", Home.SECRET);
    return builder;
  }

  record Ran(int code, String output) {}

  /// Runs one command of the command line in a folder.
  static Ran run(Path folder, String... arguments) {
    var command = new ArrayList<>(java(List.of()));
    command.addAll(List.of(arguments));
    return run(process(folder, command).redirectErrorStream(false));
  }

  /// Runs any process to its end; its standard error is passed through to ours.
  static Ran run(ProcessBuilder builder) {
    try {
      var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Ran(process.exitValue(), output);
    } catch (IOException notRun) {
      throw new UncheckedIOException(notRun);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
