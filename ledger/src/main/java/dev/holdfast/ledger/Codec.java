package dev.holdfast.ledger;

import dev.holdfast.core.Command;
import dev.holdfast.core.Event;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Turns states, commands, events and entries into JSON texts and back, and seals entries into a
/// chain. Safe from any thread.
public final class Codec {
  private static final JsonMapper MAPPER = SealedTypes.mapper();
  private static final RecordText RECORDS = new RecordText(SealedTypes.tags());
  private static final ObjectReader STATE_READER = MAPPER.readerFor(State.class);
  private static final ObjectReader ENTRY_READER = MAPPER.readerFor(Body.class);

  public String encode(State state) {
    return RECORDS.write(state);
  }

  public State decode(String text) {
    return STATE_READER.readValue(text);
  }

  /// Seals an entry behind the hash of the desk's entry before it.
  public SealedEntry seal(Entry entry, String previousHash) {
    var orders = new ArrayList<OrderText>();
    entry.orders().forEach(order -> orders.add(new OrderText(order.to().text(), order.command())));
    var changes = new ArrayList<ChangeText>();
    entry
        .changes()
        .forEach(change ->
            changes.add(
                new ChangeText(
                    change.id().text(), change.version(), change.previous(), change.events())));
    var body =
        RECORDS.write(
            new Body(
                entry.id(), entry.at(), entry.origin(), entry.policyVersion(), orders, changes));
    return new SealedEntry(entry.id(), entry.at(), body, hash(previousHash, body));
  }

  public Entry open(SealedEntry sealed) {
    Body body = ENTRY_READER.readValue(sealed.body());
    var orders = body.orders().stream().map(text -> new Order(stream(text.to()), text.command()));
    var changes =
        body.changes().stream()
            .map(text ->
                new Change(stream(text.id()), text.version(), text.previous(), text.events()));
    return new Entry(
        body.entry(), body.at(), body.origin(), body.policy(), orders.toList(), changes.toList());
  }

  /// An entry's text as a JSON tree, for those who show it.
  public JsonNode tree(SealedEntry sealed) {
    return MAPPER.readTree(sealed.body());
  }

  /// SHA-256 over the hash before and the text, lower-case hex.
  public static String hash(String previousHash, String body) {
    var digest = sha256();
    digest.update(previousHash.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  /// SHA-256 of a text, lower-case hex.
  public static String hash(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static StreamId stream(String text) {
    return StreamId.parse(text)
        .orElseThrow(() -> new IllegalStateException("not a stream id in an entry: " + text));
  }

  /// The kind that a table name or id prefix names.
  public static Kind kind(String word) {
    for (var kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of stream is called " + word);
  }

  record Body(
      long entry,
      Instant at,
      Origin origin,
      int policy,
      List<OrderText> orders,
      List<ChangeText> changes) {}

  record OrderText(String to, Command command) {}

  record ChangeText(String id, long version, long previous, List<Event> events) {}
}
