package dev.holdfast.core;

import java.util.Optional;

/// One stream: its kind and its integer key. The public text is `kind_` and the key in Crockford's
/// base 32, e.g. `run_3k`.
///
/// Keys that the ledger hands out are multiples of [#STRIDE]. Streams that follow from one another
/// once and only once share the number (a request, its run, its first task and its reply), so a
/// second one cannot exist. Streams with a name (a session, a channel, a token) take their key from
/// the name, above [#NAMED].
public record StreamId(Kind kind, long key) {
  /// Distance between two keys that the ledger hands out; the keys between belong to what follows
  /// from the first.
  public static final long STRIDE = 4;

  /// Keys from here on are made from names.
  public static final long NAMED = 1L << 62;

  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LONGEST = 13;

  public StreamId {
    if (key <= 0) {
      throw new IllegalArgumentException("a stream key is positive, not " + key);
    }
  }

  /// The stream of this kind that bears this name. Its rules keep the name and refuse another one.
  public static StreamId named(Kind kind, String name) {
    return new StreamId(kind, NAMED | (hash(name) & (NAMED - 1)));
  }

  /// The stream of another kind with the same number.
  public StreamId as(Kind other) {
    return new StreamId(other, key);
  }

  /// The public text, e.g. `run_3k`.
  public String text() {
    var digits = new StringBuilder();
    for (long rest = key; rest > 0; rest >>>= 5) {
      digits.append(DIGITS.charAt((int) (rest & 31)));
    }
    return kind.word() + "_" + digits.reverse();
  }

  /// Reads a public text; empty when it is not one.
  public static Optional<StreamId> parse(String text) {
    for (var kind : Kind.values()) {
      var prefix = kind.word() + "_";
      if (text.startsWith(prefix)) {
        return number(text.substring(prefix.length())).map(key -> new StreamId(kind, key));
      }
    }
    return Optional.empty();
  }

  /// Reads a public text of this kind; empty when it is not one.
  public static Optional<StreamId> parse(Kind kind, String text) {
    return parse(text).filter(id -> id.kind() == kind);
  }

  private static Optional<Long> number(String digits) {
    if (digits.isEmpty() || digits.length() > LONGEST) {
      return Optional.empty();
    }
    long key = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = DIGITS.indexOf(digits.charAt(i));
      if (digit < 0 || key > (Long.MAX_VALUE >> 5)) {
        return Optional.empty();
      }
      key = (key << 5) | digit;
    }
    return key > 0 ? Optional.of(key) : Optional.empty();
  }

  /// FNV-1a over the name's characters, finished with SplitMix64's mixer so that near names land
  /// far apart.
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return Chance.mix(hash);
  }

  @Override
  public String toString() {
    return text();
  }
}
