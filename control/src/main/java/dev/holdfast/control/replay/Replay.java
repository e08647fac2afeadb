package dev.holdfast.control.replay;

import dev.holdfast.control.desk.Replayed;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Entry;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Row;
import dev.holdfast.ledger.SealedEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongConsumer;

/// Verifies a ledger: chains, replay equality, and the tables against what the replay gives.
public final class Replay {
  private static final int FINDINGS_MAX = 100;
  private static final int AT_ONCE = 500;

  private final Reader reader;
  private final Codec codec = new Codec();
  private final Versions<Policy> policy;
  private final LongConsumer progress;
  private final List<Finding> findings = new ArrayList<>();
  private long findingCount;
  private long entries;

  /// @param progress is told the number of entries verified so far, now and then
  public Replay(Reader reader, Versions<Policy> policy, LongConsumer progress) {
    this.reader = reader;
    this.policy = policy;
    this.progress = progress;
  }

  /// Entries that are entered while this runs may be reported as missing from the tables or from
  /// the replay: verify a quiet ledger, or look at the findings again.
  public Verification verify() {
    var desks = reader.desks();
    var replayed = new Replayed(policy);
    var tapes = new ArrayList<Tape>();
    for (int desk : desks) {
      tapes.add(new Tape(desk));
    }
    merge(tapes, replayed);
    compare(replayed);
    return new Verification(
        entries, replayed.streams().size(), desks.size(), List.copyOf(findings), findingCount);
  }

  /// Desks wrote at the same time; an entry's turn has come when every stream that it changed is at
  /// the version before.
  private void merge(List<Tape> tapes, Replayed replayed) {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (var tape : tapes) {
        while (tape.hasNext() && replayed.isNext(tape.peek())) {
          again(tape.next(), replayed);
          moved = true;
        }
      }
      if (!moved) {
        moved = force(tapes, replayed);
      }
    }
  }

  /// No entry fits: the tables were tampered with, or an entry is missing. Names the first and goes
  /// on behind it.
  private boolean force(List<Tape> tapes, Replayed replayed) {
    for (var tape : tapes) {
      if (tape.hasNext()) {
        var entry = tape.next();
        find(entry.id(), "does not follow from what was entered before it");
        replayed.adopt(entry);
        return true;
      }
    }
    return false;
  }

  private void again(Entry entry, Replayed replayed) {
    replayed.difference(entry).ifPresent(what -> find(entry.id(), what));
    entries++;
    if (entries % AT_ONCE == 0) {
      progress.accept(entries);
    }
  }

  private void compare(Replayed replayed) {
    var batch = new ArrayList<StreamId>(AT_ONCE);
    for (var id : replayed.streams()) {
      batch.add(id);
      if (batch.size() == AT_ONCE) {
        compare(batch, replayed);
        batch.clear();
      }
    }
    compare(batch, replayed);
    for (var kind : Kind.values()) {
      long stored = reader.counts(kind).values().stream().mapToLong(Long::longValue).sum();
      long known = replayed.count(kind);
      if (stored != known) {
        find(kind.word(), stored + " streams are stored, the entries make " + known);
      }
    }
  }

  private void compare(List<StreamId> ids, Replayed replayed) {
    var rows = new HashMap<StreamId, Row>();
    reader.rows(ids).forEach(row -> rows.put(row.id(), row));
    for (var id : ids) {
      var row = rows.get(id);
      if (row == null) {
        find(id.text(), "is not stored");
      } else if (row.version() != replayed.version(id)
          || !codec.decode(row.state()).equals(replayed.state(id))) {
        find(id.text(), "is stored otherwise than its entries say");
      }
    }
  }

  private void find(long entry, String what) {
    find("entry " + entry, what);
  }

  private void find(String where, String what) {
    findingCount++;
    if (findings.size() < FINDINGS_MAX) {
      findings.add(new Finding(where, what));
    }
  }

  /// One desk's entries in order, read in blocks, with the chain checked on the way.
  private final class Tape {
    private final long end;
    private long last;
    private String hash = SealedEntry.GENESIS;
    private List<SealedEntry> block = List.of();
    private int at;

    Tape(int desk) {
      this.last = Entry.id(desk, 0);
      this.end = Entry.id(desk + 1, 0);
    }

    boolean hasNext() {
      if (at == block.size()) {
        block = reader.entries(last, AT_ONCE).stream().filter(entry -> entry.id() < end).toList();
        at = 0;
      }
      return at < block.size();
    }

    Entry peek() {
      return codec.open(block.get(at));
    }

    Entry next() {
      var sealed = block.get(at++);
      if (sealed.id() != last + 1) {
        find(sealed.id(), "follows " + last + ": entries are missing");
      }
      if (!Codec.hash(hash, sealed.body()).equals(sealed.hash())) {
        find(sealed.id(), "does not hash to what it says, over the entry before it");
      }
      last = sealed.id();
      hash = sealed.hash();
      return codec.open(sealed);
    }
  }
}
