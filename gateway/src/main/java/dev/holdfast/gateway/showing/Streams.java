package dev.holdfast.gateway.showing;

import dev.holdfast.core.Kind;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.path.Rulebook;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Row;
import dev.holdfast.ledger.SealedEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Streams as they are committed, with their states read.
public final class Streams {
  private final Reader reader;
  private final Codec codec = new Codec();
  private final Rulebook rulebook = new Rulebook();

  public Streams(Reader reader) {
    this.reader = reader;
  }

  public Reader reader() {
    return reader;
  }

  /// A stream and the state that it is in.
  public record Kept<S extends State>(StreamId id, S state, Row row) {}

  public <S extends State> Optional<Kept<S>> find(StreamId id, Class<S> type) {
    return reader.row(id).map(row -> kept(row, type));
  }

  public Map<StreamId, State> states(Collection<StreamId> ids) {
    var states = new HashMap<StreamId, State>();
    reader.rows(ids).forEach(row -> states.put(row.id(), codec.decode(row.state())));
    return states;
  }

  public <S extends State> List<Kept<S>> list(Reader.Query query, Class<S> type) {
    return reader.list(query).stream().map(row -> kept(row, type)).toList();
  }

  public <S extends State> List<Kept<S>> named(Reader.Named query, Class<S> type) {
    return reader.named(query).stream().map(row -> kept(row, type)).toList();
  }

  /// Those under a parent, oldest first.
  public <S extends State> List<Kept<S>> under(StreamId parent, Kind kind, Class<S> type) {
    var query = new Reader.Query(kind, "", parent.key(), Long.MAX_VALUE, Pages.LIMIT_MAX);
    return list(query, type).reversed();
  }

  private <S extends State> Kept<S> kept(Row row, Class<S> type) {
    return new Kept<>(row.id(), type.cast(codec.decode(row.state())), row);
  }

  /// When a stream was changed last.
  public Instant changedAt(Row row) {
    return reader.entry(row.entry()).map(SealedEntry::at).orElse(Instant.EPOCH);
  }

  /// The word for a situation.
  public String status(StreamId id, State state) {
    return rulebook.standing(id, state).status();
  }

  /// By which it is listed in order.
  String name(Kept<?> kept) {
    return rulebook.standing(kept.id(), kept.state()).name();
  }
}
