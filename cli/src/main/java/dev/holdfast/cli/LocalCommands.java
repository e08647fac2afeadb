package dev.holdfast.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// What a command needs of this machine and cannot ask of a server's API. The server module
/// implements it, because the command line knows no other module.
public interface LocalCommands {
  String version();

  /// Where a workspace's server answers and keeps its data, whether or not it runs. Reads only the
  /// few keys that it needs.
  Place place(Path workspace);

  /// Writes the starter workspace into a folder and returns the files written; what is there
  /// already is left as it is.
  List<Path> init(Path folder);

  /// Runs a server until it is told to stop; returns the exit code.
  int up(Path workspace, Manner manner);

  /// Starts a server as a process of its own, with its output in a file.
  Launched launch(Path workspace);

  Judgement check(Path workspace);

  /// Reads a job from a YAML file of its own.
  JobFile job(Path file);

  /// The JSON Schema (2020-12) of `holdfast.yaml`.
  String schema();

  /// Reads a workspace's ledger and proves it: chains unbroken, replay gives the same. For a ledger
  /// that no server has open.
  Proof verify(Path workspace);

  int bench(List<String> arguments);

  /// @param pid of the server that runs on this workspace, zero if none does
  record Place(URI url, Path data, long pid) {}

  /// How a server is run. Empty texts mean: as the workspace says.
  ///
  /// @param planes `control`, `execution` or both, separated by a comma
  /// @param listen `host:port`
  record Manner(String planes, String listen, LogText logText) {}

  enum LogText {
    JSON,
    PRETTY
  }

  /// A process that was started.
  ///
  /// @param output what it prints, where a failed start says why
  record Launched(Process process, Path output, Path log) {}

  /// @param json the job as the API takes it; empty when there are errors
  record JobFile(String json, List<Remark> errors) {}

  /// What was found in a workspace: errors, and what is allowed but unwise.
  record Judgement(List<Remark> errors, List<Remark> warnings) {}

  /// @param place `file:line:column`
  record Remark(String place, String what, String nextAction) {}

  /// @param findings empty when the ledger is sound
  record Proof(long entries, List<Remark> findings) {}
}
