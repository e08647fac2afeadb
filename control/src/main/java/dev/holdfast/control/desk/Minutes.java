package dev.holdfast.control.desk;

import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.Memory;
import dev.holdfast.ledger.SealedEntry;
import dev.holdfast.ledger.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one page has come to: what is to be written, what everybody will be told once it is.
final class Minutes {
  private final Map<Pending, Answer> answers;
  private final Text text;
  private final Collection<Held> streams;
  private final List<Waking> wakings;

  /// What is entered.
  record Text(List<SealedEntry> entries, List<Memory> memories, List<Change> changes) {}

  Minutes(Map<Pending, Answer> answers, Text text, Collection<Held> streams, List<Waking> wakings) {
    this.answers = answers;
    this.text = text;
    this.streams = streams;
    this.wakings = wakings;
  }

  boolean isBlank() {
    return text.entries().isEmpty();
  }

  Leaf leaf(List<Written> written) {
    return new Leaf(text.entries(), written, text.memories());
  }

  Collection<Held> streams() {
    return streams;
  }

  SealedEntry last() {
    return text.entries().getLast();
  }

  int entryCount() {
    return text.entries().size();
  }

  /// Every change with its stream's state at the end of the page.
  List<Changed> posted() {
    var states = new HashMap<StreamId, State>();
    streams.forEach(held -> states.put(held.id(), held.state()));
    var posted = new ArrayList<Changed>(text.changes().size());
    for (var change : text.changes()) {
      var state = states.get(change.id());
      if (state != null) {
        posted.add(new Changed(change, state));
      }
    }
    return posted;
  }

  /// Wakes that are answered after everybody else.
  List<Waking> wakings() {
    return wakings;
  }

  void answer() {
    answers.forEach(Pending::answer);
  }
}
