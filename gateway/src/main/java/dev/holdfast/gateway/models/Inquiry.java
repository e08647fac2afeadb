package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Question;
import java.time.Duration;

/// A question with everything that the door must know about it.
///
/// @param taskClass the class whose patience counts, empty for the addressee's own or the usual one
/// @param within how long the caller waits at most
public record Inquiry(
    Addressee addressee, String taskClass, Question question, Duration within, Asker asker) {

  /// On whose behalf it is asked.
  ///
  /// @param token the public id of the caller's token
  /// @param session what the caller counts together, a name of its own; empty for nothing
  /// @param traceparent as the caller sent it, empty where it did not
  public record Asker(
      String token, String actor, String session, String correlation, String traceparent) {}
}
