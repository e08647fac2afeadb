package dev.holdfast.execution.channels;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import java.time.Duration;
import java.time.Instant;

/// Messages to send in tests.
public final class Dispatches {
  public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private Dispatches() {}

  public static Message message(String channel, String text) {
    return new Message(
        MessageKind.REPLY,
        channel,
        new Message.Content("", text, new Json("{\"status\":\n200}")),
        new Message.Regarding("ada", "thread-7", 112, "c0ffee"),
        "reply:112",
        NOW,
        NOW.plusSeconds(3600),
        new Provenance.Gated(112, "00"));
  }

  public static Dispatch of(long key, int attempt) {
    return within(key, attempt, Duration.ofSeconds(20));
  }

  public static Dispatch within(long key, int attempt, Duration time) {
    return new Dispatch(
        new StreamId(Kind.DELIVERY, key), message("support", "It answers in 12 ms"), attempt, time);
  }
}
