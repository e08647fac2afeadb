package dev.holdfast.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.security.TokenState;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Knows callers by their tokens. A valid token is always let in; an address whose tokens fail is
/// told to slow down.
public final class Doorkeeper {
  /// Failures of one address within [#WINDOW] that are answered as such.
  public static final int FAILURES_MAX = 20;

  /// How long failures are counted together.
  public static final Duration WINDOW = Duration.ofMinutes(1);

  private static final Duration BELIEVED = Duration.ofSeconds(2);
  private static final int REMEMBERED_MAX = 10_000;
  private static final String SCHEME = "Bearer ";
  private static final int SECRET_LONGEST = 200;

  private final Reader reader;
  private final Codec codec = new Codec();
  private final Cache<String, Optional<Caller>> callers;
  private final Cache<String, AtomicInteger> failures;

  public Doorkeeper(Reader reader, Ticker ticker) {
    this.reader = reader;
    this.callers =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(BELIEVED)
            .ticker(ticker)
            .build();
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(WINDOW)
            .ticker(ticker)
            .build();
  }

  /// @param authorization the header's value, empty if there is none
  public Admission admit(String authorization, String address) {
    return caller(authorization)
        .<Admission>map(Admission.Known::new)
        .orElseGet(() -> failed(address));
  }

  private Optional<Caller> caller(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    var secret = authorization.substring(SCHEME.length()).strip();
    if (!secret.startsWith(Tokens.PREFIX) || secret.length() > SECRET_LONGEST) {
      return Optional.empty();
    }
    return callers.get(Codec.hash(secret), this::look);
  }

  private Optional<Caller> look(String sha256) {
    var id = StreamId.named(Kind.TOKEN, sha256);
    return reader
        .row(id)
        .map(row -> codec.decode(row.state()))
        .filter(TokenState.Active.class::isInstance)
        .map(TokenState.Active.class::cast)
        .filter(token -> token.sha256().equals(sha256))
        .map(token -> new Caller(id.text(), token.name(), token.role()));
  }

  private Admission failed(String address) {
    int count = failures.get(address, _ -> new AtomicInteger()).incrementAndGet();
    return count > FAILURES_MAX
        ? new Admission.Slowed(WINDOW.toSeconds())
        : new Admission.Unknown(FAILURES_MAX - count);
  }
}
