package dev.holdfast.execution.agents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Turns an argument vector of the workspace into one that runs from any folder. The program is a
/// path from the workspace folder if it has a slash, else a name on the search path; a later
/// argument that names a file of the workspace becomes that file's full path.
final class Program {
  private final Path workspace;
  private final String searchPath;

  Program(Path workspace, String searchPath) {
    this.workspace = workspace;
    this.searchPath = searchPath;
  }

  /// Empty when there is no such program, or it is not executable.
  Optional<List<String>> resolve(List<String> run) {
    return run.isEmpty()
        ? Optional.empty()
        : find(run.getFirst()).map(program -> arguments(program, run));
  }

  /// A program by its name on the search path.
  Optional<Path> find(String name) {
    if (name.contains("/")) {
      return Optional.of(workspace.resolve(name).normalize()).filter(Program::isExecutable);
    }
    return Arrays.stream(searchPath.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Program::isExecutable)
        .findFirst();
  }

  private List<String> arguments(Path program, List<String> run) {
    var arguments = new ArrayList<String>();
    arguments.add(program.toString());
    run.stream().skip(1).map(this::fullPathOfFile).forEach(arguments::add);
    return List.copyOf(arguments);
  }

  private String fullPathOfFile(String argument) {
    // An argument may hold what no path can.
    if (argument.isEmpty() || argument.startsWith("-") || argument.indexOf('\0') >= 0) {
      return argument;
    }
    var file = workspace.resolve(argument).normalize();
    return Files.isRegularFile(file) ? file.toString() : argument;
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
