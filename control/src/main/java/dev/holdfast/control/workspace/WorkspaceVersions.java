package dev.holdfast.control.workspace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.ledger.PolicyArchive;
import java.util.concurrent.atomic.AtomicInteger;

/// Every version of the workspace that was ever active. Old ones are read from the archive when
/// somebody asks, and kept for a while. Safe from any thread.
public final class WorkspaceVersions implements Versions<Policy> {
  private static final int KEPT_MAX = 64;

  private final PolicyArchive archive;
  private final WorkspaceFile file;
  private final AtomicInteger current = new AtomicInteger();
  private final Cache<Integer, Workspace> kept =
      Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

  public WorkspaceVersions(PolicyArchive archive, WorkspaceFile file) {
    this.archive = archive;
    this.file = file;
  }

  /// Makes what was read the current version, unless it is already; returns the current number.
  public int activate(WorkspaceReading.Read read, String author, String reason) {
    var content = read.content();
    int number =
        archive.activate(
            new PolicyArchive.Candidate(content.text(), content.sha256(), author, reason));
    kept.put(number, read.workspace());
    current.set(number);
    return number;
  }

  /// The version that was activated here; without one, the archive's newest.
  ///
  /// @throws IllegalStateException if none was ever active
  @Override
  public int current() {
    int known = current.get();
    if (known > 0) {
      return known;
    }
    var versions = archive.versions();
    if (versions.isEmpty()) {
      throw new IllegalStateException("no workspace was ever active");
    }
    current.compareAndSet(0, versions.getLast().number());
    return current.get();
  }

  @Override
  public Policy at(int version) {
    return workspace(version).policy();
  }

  /// @throws IllegalStateException if that version was never active
  public Workspace workspace(int version) {
    return kept.get(version, this::load);
  }

  private Workspace load(int number) {
    var version =
        archive.versions().stream()
            .filter(candidate -> candidate.number() == number)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("version " + number + " was never active"));
    return switch (file.read(WorkspaceContent.parse(version.content()))) {
      case WorkspaceReading.Read(var workspace, _, _) -> workspace;
      case WorkspaceReading.Refused(var findings) ->
          throw new IllegalStateException(
              "version " + number + " was active and cannot be read any more: " + findings);
    };
  }
}
