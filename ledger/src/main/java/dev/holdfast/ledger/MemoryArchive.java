package dev.holdfast.ledger;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The versions of a workspace that live as long as their process.
final class MemoryArchive implements PolicyArchive {
  private final InstantSource clock;
  private final List<Version> versions = new ArrayList<>();

  MemoryArchive(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized int activate(Candidate candidate) {
    if (versions.isEmpty() || !versions.getLast().sha256().equals(candidate.sha256())) {
      versions.add(
          new Version(
              versions.size() + 1,
              candidate.content(),
              candidate.sha256(),
              candidate.author(),
              candidate.reason(),
              clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }
    return versions.size();
  }

  @Override
  public synchronized List<Version> versions() {
    return List.copyOf(versions);
  }
}
