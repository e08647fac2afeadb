package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import java.util.ArrayList;
import java.util.List;

/// Writes pages as a desk would: each with one entry at the end of the chain.
public final class Scribe {
  private final Ledger ledger;
  private long last;
  private String lastHash;

  public Scribe(Ledger ledger) {
    this.ledger = ledger;
    var seat = ledger.seat();
    this.last = seat.lastEntry() == 0 ? Entry.id(seat.desk(), 0) : seat.lastEntry();
    this.lastHash = seat.lastHash();
  }

  /// The id that the next entry will bear.
  public long nextEntry() {
    return last + 1;
  }

  public Written fresh(StreamId id, Standing standing) {
    return new Written(id, 0, 1, nextEntry(), standing, "{\"of\":\"" + id + "\"}");
  }

  public Written changed(StreamId id, long from, Standing standing) {
    return new Written(id, from, from + 1, nextEntry(), standing, "{\"changed\":\"" + id + "\"}");
  }

  public Leaf leaf(Page page, Written... streams) {
    return leaf(page, List.of(), streams);
  }

  public Leaf leaf(Page page, List<Memory> memories, Written... streams) {
    var body = "{\"entry\":" + nextEntry() + "}";
    var entry = new SealedEntry(nextEntry(), page.now(), body, Codec.hash(lastHash, body));
    return new Leaf(List.of(entry), List.of(streams), memories);
  }

  /// Follows a leaf that was committed.
  public void wrote(Leaf leaf) {
    last = leaf.entries().getLast().id();
    lastHash = leaf.entries().getLast().hash();
  }

  public Commit tryWrite(Written... streams) {
    try (var page = ledger.open()) {
      var leaf = leaf(page, streams);
      var commit = page.commit(leaf);
      if (commit instanceof Commit.Done) {
        wrote(leaf);
      }
      return commit;
    }
  }

  public Leaf write(Written... streams) {
    return write(List.of(), streams);
  }

  public Leaf write(List<Memory> memories, Written... streams) {
    try (var page = ledger.open()) {
      var leaf = leaf(page, memories, streams);
      assertThat(page.commit(leaf)).isEqualTo(new Commit.Done());
      wrote(leaf);
      return leaf;
    }
  }

  /// Writes `count` new streams of a kind, keys 4, 8, 12 and so on, one entry each.
  public List<StreamId> writeMany(Kind kind, int count, Standing standing) {
    var ids = new ArrayList<StreamId>();
    for (int i = 1; i <= count; i++) {
      var id = new StreamId(kind, i * StreamId.STRIDE);
      write(fresh(id, standing));
      ids.add(id);
    }
    return ids;
  }
}
