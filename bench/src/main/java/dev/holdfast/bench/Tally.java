package dev.holdfast.bench;

import dev.holdfast.core.Kind;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.SealedEntry;
import dev.holdfast.ledger.Written;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a desk has had written: how many rows of which kind in how many commits, with a sample of
/// each, so that a bare program can write the same.
final class Tally {
  private static final int SAMPLES_MAX = 256;

  private final Map<Kind, Rows> inserted = new EnumMap<>(Kind.class);
  private final Map<Kind, Rows> updated = new EnumMap<>(Kind.class);
  private final List<SealedEntry> entrySamples = new ArrayList<>();
  private long entries;
  private long entryBytes;
  private long stateBytes;
  private long verdicts;
  private long memories;
  private long commits;
  private long commitNanos;

  /// Rows of one kind that were written in one way.
  static final class Rows {
    private final List<Written> samples = new ArrayList<>();
    private long count;

    long count() {
      return count;
    }

    List<Written> samples() {
      return samples;
    }

    private void add(Written written) {
      count++;
      if (samples.size() < SAMPLES_MAX) {
        samples.add(written);
      }
    }
  }

  synchronized void add(Leaf leaf, long nanos) {
    commits++;
    commitNanos += nanos;
    memories += leaf.memories().size();
    for (var entry : leaf.entries()) {
      entries++;
      entryBytes += entry.body().length();
      if (entrySamples.size() < SAMPLES_MAX) {
        entrySamples.add(entry);
      }
    }
    for (var written : leaf.streams()) {
      var rows = written.expected() == 0 ? inserted : updated;
      rows.computeIfAbsent(written.id().kind(), _ -> new Rows()).add(written);
      stateBytes += written.state().length();
      boolean isProof = written.id().kind() == Kind.TASK && written.standing().proof().isPresent();
      verdicts += isProof ? 1 : 0;
    }
  }

  /// Forgets what was counted so far.
  synchronized void clear() {
    inserted.clear();
    updated.clear();
    entrySamples.clear();
    entries = 0;
    entryBytes = 0;
    stateBytes = 0;
    verdicts = 0;
    memories = 0;
    commits = 0;
    commitNanos = 0;
  }

  Map<Kind, Rows> inserted() {
    return inserted;
  }

  Map<Kind, Rows> updated() {
    return updated;
  }

  List<SealedEntry> entrySamples() {
    return entrySamples;
  }

  long entries() {
    return entries;
  }

  long entryBytes() {
    return entryBytes;
  }

  long stateBytes() {
    return stateBytes;
  }

  long verdicts() {
    return verdicts;
  }

  long memories() {
    return memories;
  }

  long commits() {
    return commits;
  }

  long commitNanos() {
    return commitNanos;
  }

  long rows() {
    return sum(inserted) + sum(updated);
  }

  private static long sum(Map<Kind, Rows> rows) {
    return rows.values().stream().mapToLong(Rows::count).sum();
  }
}
