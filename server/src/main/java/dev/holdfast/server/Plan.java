package dev.holdfast.server;

import dev.holdfast.control.workspace.WorkspaceFile;
import dev.holdfast.control.workspace.WorkspaceReading;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.ledger.Checkpoints;
import java.nio.file.Path;
import java.util.Map;

/// What a node is to be.
///
/// @param server the workspace's own, with what the command line said instead
/// @param folder the workspace folder, absolute
/// @param data the data folder, absolute
/// @param read the workspace as it was read
/// @param file how old versions of it are read
record Plan(
    ServerSpec server,
    Path folder,
    Path data,
    WorkspaceReading.Read read,
    WorkspaceFile file,
    Map<String, String> environment,
    Checkpoints checkpoints) {

  Workspace workspace() {
    return read.workspace();
  }

  boolean runs(ServerSpec.Plane plane) {
    return server.planes().contains(plane);
  }
}
