package dev.holdfast.gateway.access;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.security.Role;
import dev.holdfast.core.security.TokenCommand;
import dev.holdfast.core.security.TokenState;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Submission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes tokens. A secret is 256 random bits behind `hf_`; only its SHA-256 is kept.
public final class Tokens {
  /// What every secret begins with, so that one that has leaked is found by a search.
  public static final String PREFIX = "hf_";

  private static final int SECRET_BYTES = 32;
  private static final int PAGE = 500;
  private static final String FIRST = "first-admin";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Desk desk;
  private final Reader reader;
  private final Codec codec = new Codec();

  public Tokens(Desk desk, Reader reader) {
    this.desk = desk;
    this.reader = reader;
  }

  /// A token that has not been entered yet.
  public record Minted(String secret, StreamId id, String sha256) {
    public Order create(String name, Role role) {
      return new Order(id, new TokenCommand.Create(sha256, name, role));
    }
  }

  public static Minted mint() {
    var random = new byte[SECRET_BYTES];
    RANDOM.nextBytes(random);
    var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    var sha256 = Codec.hash(secret);
    return new Minted(secret, StreamId.named(Kind.TOKEN, sha256), sha256);
  }

  /// Makes an admin token if there is no active one, and returns its secret: the only time that it
  /// can be read.
  ///
  /// @param keep is given the secret before it counts: a crash between the two leaves one that is
  ///   kept and not valid, and the next start makes another; the other way round nobody would have
  ///   it
  public Optional<String> firstAdmin(Consumer<String> keep) throws InterruptedException {
    if (hasAdmin()) {
      return Optional.empty();
    }
    var minted = mint();
    keep.accept(minted.secret());
    var answer =
        desk.submit(
            Submission.of(new Origin("holdfast", "first-start"), minted.create(FIRST, Role.ADMIN)));
    return switch (answer) {
      case Answer.Entered _, Answer.Replayed _ -> Optional.of(minted.secret());
      case Answer.Refused(var refusal) ->
          throw new IllegalStateException("no admin token could be made: " + refusal.diagnostic());
    };
  }

  private boolean hasAdmin() {
    long before = Long.MAX_VALUE;
    while (true) {
      var rows = reader.list(new Reader.Query(Kind.TOKEN, "active", 0, before, PAGE));
      if (rows.stream().anyMatch(row -> isAdmin(row.state()))) {
        return true;
      }
      if (rows.size() < PAGE) {
        return false;
      }
      before = rows.getLast().id().key();
    }
  }

  private boolean isAdmin(String state) {
    return codec.decode(state) instanceof TokenState.Active token && token.role() == Role.ADMIN;
  }
}
