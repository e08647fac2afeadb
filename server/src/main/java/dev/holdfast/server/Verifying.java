package dev.holdfast.server;

import dev.holdfast.cli.LocalCommands.Proof;
import dev.holdfast.cli.LocalCommands.Remark;
import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import dev.holdfast.control.replay.Replay;
import dev.holdfast.control.workspace.WorkspaceReading;
import dev.holdfast.control.workspace.WorkspaceVersions;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.store.Stores;
import java.nio.file.Path;
import java.time.InstantSource;

/// `holdfast ledger verify`.
final class Verifying {
  private static final String KEEP = "Keep the data folder as it is; restore a backup beside it.";

  private Verifying() {}

  static Proof verify(Path workspace) {
    var file = Loading.file();
    var store =
        switch (file.read(workspace)) {
          case WorkspaceReading.Read(var read, _, _) -> read.server();
          case WorkspaceReading.Refused(var findings) ->
              throw Failure.of(
                  Exit.CONFIG,
                  "workspace-invalid",
                  "The workspace has errors: " + findings.getFirst(),
                  "Its ledger was not looked at.",
                  "Run 'holdfast config check'.");
        };
    var data = workspace.resolve(store.data()).normalize();
    var opening = new Stores.Opening(store.store(), data, InstantSource.system(), _ -> {});
    try (var ledger = Stores.open(opening)) {
      var versions = new WorkspaceVersions(ledger.archive(), file);
      var verification = new Replay(ledger.reader(), versions, _ -> {}).verify();
      return new Proof(
          verification.entries(),
          verification.findings().stream()
              .map(finding -> new Remark(finding.where(), finding.what(), KEEP))
              .toList());
    } catch (LedgerUnavailable unavailable) {
      var diagnostic = unavailable.diagnostic();
      throw Failure.of(
          Exit.FAILED,
          diagnostic.code(),
          diagnostic.cause(),
          diagnostic.impact(),
          diagnostic.nextAction());
    }
  }
}
