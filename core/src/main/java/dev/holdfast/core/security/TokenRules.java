package dev.holdfast.core.security;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;

/// Makes and revokes a token.
public final class TokenRules implements Rules<TokenState, TokenCommand, TokenEvent, TokenPolicy> {

  @Override
  public TokenState initial() {
    return new TokenState.New();
  }

  @Override
  public Decision<TokenEvent> decide(
      StreamId id,
      TokenState state,
      TokenCommand command,
      Versions<TokenPolicy> policy,
      Instant now) {
    return switch (command) {
      case TokenCommand.Create(var sha256, var name, var role) ->
          state instanceof TokenState.New
              ? Decision.accept(new TokenEvent.Created(sha256, name, role, now))
              : Decision.nothing();
      case TokenCommand.Revoke(var reason) ->
          switch (state) {
            case TokenState.Active _ -> Decision.accept(new TokenEvent.Revoked(reason));
            case TokenState.Revoked _ -> Decision.nothing();
            case TokenState.New() -> Decision.refuse(Refusal.Reason.NOT_FOUND, unknown(id));
          };
    };
  }

  private static Diagnostic unknown(StreamId id) {
    return new Diagnostic(
        "unknown-token",
        "There is no token " + id + ".",
        "Nothing was revoked.",
        "List the tokens with `holdfast token list`.");
  }

  @Override
  public TokenState evolve(TokenState state, TokenEvent event) {
    return switch (event) {
      case TokenEvent.Created(var sha256, var name, var role, var at) ->
          new TokenState.Active(sha256, name, role, at);
      case TokenEvent.Revoked(var reason) ->
          state instanceof TokenState.Active(var sha256, var name, var role, _)
              ? new TokenState.Revoked(sha256, name, role, reason)
              : state;
    };
  }

  @Override
  public Standing standing(StreamId id, TokenState state) {
    return switch (state) {
      case TokenState.New() -> Standing.of("new");
      case TokenState.Active _ -> Standing.of("active");
      case TokenState.Revoked _ -> Standing.of("revoked");
    };
  }
}
