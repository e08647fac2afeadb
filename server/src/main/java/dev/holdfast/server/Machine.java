package dev.holdfast.server;

import dev.holdfast.bench.Bench;
import dev.holdfast.cli.LocalCommands;
import dev.holdfast.cli.show.Screen;
import dev.holdfast.control.workspace.JobReading;
import dev.holdfast.control.workspace.WorkspaceSchema;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.schedule.Reading;
import dev.holdfast.server.log.Logs;
import dev.holdfast.server.starter.Starter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// This machine, as the command line sees it: workspaces, processes, ledgers.
final class Machine implements LocalCommands {
  private static final String LOG_FOLDER = "log";

  private final Screen screen;
  private final Map<String, String> environment;

  Machine(Screen screen, Map<String, String> environment) {
    this.screen = screen;
    this.environment = environment;
  }

  @Override
  public String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public Place place(Path workspace) {
    var surface = Surface.of(workspace);
    return new RunFile(surface.data())
        .running()
        .map(running -> new Place(running.url(), surface.data(), running.pid()))
        .orElseGet(() -> new Place(URI.create("http://" + surface.listen()), surface.data(), 0));
  }

  @Override
  public List<Path> init(Path folder) {
    try {
      return Starter.write(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  @Override
  public int up(Path workspace, Manner manner) {
    return new Up(screen, environment, version()).run(workspace, manner);
  }

  /// The same jar and the same Java in a process of its own, which goes on when this one ends.
  @Override
  public Launched launch(Path workspace) {
    var folder = Surface.of(workspace).data().resolve(LOG_FOLDER);
    var log = folder.resolve("holdfast.log");
    var output = folder.resolve("start.log");
    try {
      Files.createDirectories(folder);
      var process =
          new ProcessBuilder(command(workspace, log))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      return new Launched(process, output, log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<String> command(Path workspace, Path log) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.add("-D" + Logs.FILE + "=" + log);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of("up", "--workspace", workspace.toString()));
    return words;
  }

  @Override
  public Judgement check(Path workspace) {
    return Loading.judge(workspace, environment);
  }

  @Override
  public JobFile job(Path file) {
    try {
      return switch (JobReading.yaml(file.getFileName().toString(), Files.readString(file))) {
        case Reading.Understood<Json>(var job) -> new JobFile(job.text(), List.of());
        case Reading.Refused<Json>(var findings) ->
            new JobFile("", findings.stream().map(Machine::remark).toList());
      };
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Remark remark(Finding finding) {
    return new Remark(finding.where(), finding.what(), "Mend the file, and save it again.");
  }

  @Override
  public String schema() {
    return WorkspaceSchema.text();
  }

  @Override
  public Proof verify(Path workspace) {
    return Verifying.verify(workspace);
  }

  @Override
  public int bench(List<String> arguments) {
    return Bench.run(arguments, System.out);
  }
}
