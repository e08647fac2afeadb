package dev.holdfast.control.desk;

import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.Memory;
import dev.holdfast.ledger.SealedEntry;
import dev.holdfast.ledger.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What one page has come to: what is to be written, what everybody will be told once it is.
final class Minutes {
  private final Map<Pending, Answer> answers;
  private final List<SealedEntry> entries;
  private final List<Memory> memories;
  private final Collection<Held> streams;
  private final List<Change> changes;

  Minutes(
      Map<Pending, Answer> answers,
      List<SealedEntry> entries,
      List<Memory> memories,
      Collection<Held> streams,
      List<Change> changes) {
    this.answers = answers;
    this.entries = entries;
    this.memories = memories;
    this.streams = streams;
    this.changes = changes;
  }

  boolean isBlank() {
    return entries.isEmpty();
  }

  Leaf leaf(List<Written> written) {
    return new Leaf(entries, written, memories);
  }

  Collection<Held> streams() {
    return streams;
  }

  SealedEntry last() {
    return entries.getLast();
  }

  int entryCount() {
    return entries.size();
  }

  /// Every change with its stream's state at the end of the page.
  List<Changed> posted() {
    var states = new java.util.HashMap<dev.holdfast.core.StreamId, dev.holdfast.core.State>();
    streams.forEach(held -> states.put(held.id(), held.state()));
    var posted = new ArrayList<Changed>(changes.size());
    for (var change : changes) {
      var state = states.get(change.id());
      if (state != null) {
        posted.add(new Changed(change, state));
      }
    }
    return posted;
  }

  void answer() {
    answers.forEach(Pending::answer);
  }
}
