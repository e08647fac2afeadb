package dev.holdfast.execution.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Bill;
import dev.holdfast.core.spend.PriceTable;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.ledger.Codec;
import java.util.TreeMap;

/// What the ledger keeps of a question and of its answer: enough to prove what was asked and said.
/// The conversation itself may hold what must not be kept.
final class Accounts {
  private Accounts() {}

  static Json asked(Journal.Intent intent) {
    var question = intent.question();
    var written = question.toString();
    var asked = new TreeMap<String, Json>();
    asked.put("turns", number(question.turns().size()));
    asked.put("tools", number(question.tools().size()));
    asked.put("characters", number(written.length()));
    asked.put("sha256", Json.string(Codec.hash(written)));
    asked.put("asked", Json.string(intent.addressee()));
    asked.put("attempt", number(intent.number()));
    if (!intent.why().because().isEmpty()) {
      asked.put("because", Json.string(intent.why().because()));
    }
    if (intent.why().stale() > 0) {
      asked.put("stale", number(intent.why().stale()));
    }
    return Json.object(asked);
  }

  static Settlement settlement(Reply reply) {
    return switch (reply) {
      case Reply.Whole(var said, _, var usage, var served) ->
          new Settlement.Receipt(proof(said, served), counted(usage));
      case Reply.Broken(var fault, _) -> settlement(fault);
    };
  }

  /// What may have reached a model that did not answer whole may have been billed, whatever it
  /// counted.
  static Bill bill(Made made, PriceTable prices) {
    var model = made.model().text();
    return switch (made.reply()) {
      case Reply.Whole(_, _, var usage, _) -> whole(Bill.of(usage, model, prices));
      case Reply.Broken(var fault, var usage) -> {
        var bill = Bill.of(usage, model, prices);
        yield settlement(fault) instanceof Settlement.Doubt ? bill.doubted() : bill;
      }
    };
  }

  /// A provider that gives an answer and counts nothing leaves open what it bills.
  private static Bill whole(Bill bill) {
    return bill.usage().total() == 0 ? bill.doubted() : bill;
  }

  private static Settlement settlement(ModelFault fault) {
    var word = fault.kind().word();
    return switch (fault.kind()) {
      case TIMEOUT_CONNECT,
          TIMEOUT_FIRST_TOKEN,
          TIMEOUT_IDLE,
          TIMEOUT_TOTAL,
          NETWORK,
          TRUNCATED,
          MALFORMED,
          UNKNOWN ->
          fault.sent()
              ? new Settlement.Doubt(word + ": " + fault.message())
              : new Settlement.Failure(word, fault.message());
      case RATE_LIMITED,
          OVERLOADED,
          AUTH,
          BILLING,
          CONTEXT_OVERFLOW,
          CONTENT_POLICY,
          INVALID_REQUEST,
          NOT_FOUND,
          SERVER_ERROR ->
          new Settlement.Failure(word, fault.message());
    };
  }

  private static Json counted(Usage usage) {
    var counted = new TreeMap<String, Json>();
    counted.put("uncached", number(usage.uncached()));
    counted.put("cacheRead", number(usage.cacheRead()));
    counted.put("cacheWrite", number(usage.cacheWrite()));
    counted.put("output", number(usage.output()));
    counted.put("reasoning", number(usage.reasoning()));
    return Json.object(counted);
  }

  private static Json number(long value) {
    return new Json(Long.toString(value));
  }

  private static Json proof(Turn.Said said, String served) {
    var proof = new TreeMap<String, Json>();
    proof.put("characters", number(said.text().length()));
    proof.put("wishes", number(said.wishes().size()));
    proof.put("sha256", Json.string(Codec.hash(said.text())));
    proof.put("served", Json.string(served));
    return Json.object(proof);
  }
}
