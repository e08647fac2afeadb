package dev.holdfast.rehearsal.world;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.routing.Inbound;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.util.List;

/// Somebody who asks, and asks again under the same key until there is an answer.
final class Actor {
  private static final Json NOTHING = new Json("[]");

  private final String name;
  private final String channel;
  private final CommandKey key;
  private boolean acknowledged;

  Actor(String name, String channel, int number) {
    this.name = name;
    this.channel = channel;
    this.key = new CommandKey(Codec.hash(name + "/" + number), Codec.hash(name));
  }

  boolean isAcknowledged() {
    return acknowledged;
  }

  /// Over a connection that may break: the calling strand dies with the server's process.
  void ask(Desk desk, Tale tale) {
    try {
      var id = new StreamId(Kind.REQUEST, desk.nextKey());
      var inbound = new Inbound(name, channel, "", "where is it?", Json.NULL, "", NOTHING);
      var orders = List.of(new Order(id, new RequestCommand.Accept(inbound)));
      hear(desk.submit(new Submission.Given(new Origin(name, id.text()), orders, key)), tale);
    } catch (LedgerUnavailable _) {
      tale.saw("asker: told to come again");
    } catch (InterruptedException _) {
      tale.saw("asker: interrupted");
    }
  }

  private void hear(Answer answer, Tale tale) {
    switch (answer) {
      case Answer.Entered _ -> acknowledged = true;
      case Answer.Replayed _ -> {
        acknowledged = true;
        tale.saw("asker: answered as before");
      }
      case Answer.Refused(var refusal) when refusal.reason() == Refusal.Reason.UNAVAILABLE ->
          tale.saw("asker: told to come again");
      case Answer.Refused(var refusal) -> tale.find("refused: " + refusal);
    }
  }
}
