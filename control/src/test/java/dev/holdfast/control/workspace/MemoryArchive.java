package dev.holdfast.control.workspace;

import dev.holdfast.ledger.PolicyArchive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Keeps versions in a list.
final class MemoryArchive implements PolicyArchive {
  private final List<Version> versions = new ArrayList<>();

  @Override
  public int activate(Candidate candidate) {
    if (versions.isEmpty() || !versions.getLast().sha256().equals(candidate.sha256())) {
      versions.add(
          new Version(
              versions.size() + 1,
              candidate.content(),
              candidate.sha256(),
              candidate.author(),
              candidate.reason(),
              Instant.EPOCH));
    }
    return versions.getLast().number();
  }

  @Override
  public List<Version> versions() {
    return List.copyOf(versions);
  }
}
