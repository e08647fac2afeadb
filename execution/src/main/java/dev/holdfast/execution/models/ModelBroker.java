package dev.holdfast.execution.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Intents;
import dev.holdfast.execution.attempt.Permission;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.providers.Deltas;
import dev.holdfast.execution.providers.Provider;
import dev.holdfast.execution.providers.Providers;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Codec;
import java.time.Duration;
import java.util.TreeMap;

/// Asks one provider's model for one attempt: intent, question, settlement.
public final class ModelBroker {
  private final Source source;
  private final Provider provider;
  private final Attempt attempt;
  private final Doors doors;
  private final Intents intents;

  private ModelBroker(Source source, Attempt attempt, Doors doors) {
    this.source = source;
    this.provider = Providers.of(source.spec(), doors.outbound(), source.secrets());
    this.attempt = attempt;
    this.doors = doors;
    this.intents = new Intents(doors);
  }

  /// Where a model is asked, and how patiently.
  ///
  /// @param patience whose total the attempt's deadline cuts short
  public record Source(String name, ProviderSpec spec, Secrets secrets, Patience patience) {
    private static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(120),
            Duration.ofSeconds(60),
            Duration.ofDays(1));

    public static Source of(String name, ProviderSpec spec, Secrets secrets) {
      return new Source(name, spec, secrets, USUAL);
    }
  }

  /// What became of a question.
  public sealed interface Asked {
    record Replied(Reply reply) implements Asked {}

    /// Not asked at all: the rules refused it, or the attempt is over.
    record NotAsked(Fault fault) implements Asked {}
  }

  public static ModelBroker of(Source source, Attempt attempt, Doors doors) {
    return new ModelBroker(source, attempt, doors);
  }

  /// Looks whether the provider could be asked for this model.
  public static Probe probe(Source source, String model, Outbound outbound) {
    return atMost -> Providers.of(source.spec(), outbound, source.secrets()).probe(model, atMost);
  }

  public Asked ask(String model, Question question) throws InterruptedException {
    var use = "model:" + source.name() + "/" + model;
    return switch (intents.ask(attempt, use, described(question))) {
      case Permission.Granted(var effect) -> new Asked.Replied(ask(model, question, effect));
      case Permission.Denied(var why) ->
          new Asked.NotAsked(new Fault(why.code(), why.cause(), Fault.Retry.WORTHWHILE));
      case Permission.Over(var why) ->
          new Asked.NotAsked(new Fault(why.code(), why.cause(), Fault.Retry.WORTHWHILE));
    };
  }

  private Reply ask(String model, Question question, StreamId effect) throws InterruptedException {
    long began = System.nanoTime();
    var reply = provider.ask(model, question, patience(), Deltas.NONE);
    doors.checkpoints().reached("effect-sent");
    var settlement =
        switch (reply) {
          case Reply.Whole(var said, _, var usage, _) ->
              new Settlement.Receipt(proof(said), counted(usage));
          case Reply.Broken(var fault, _) -> settlement(fault);
        };
    doors
        .meter()
        .time(
            "model.call",
            Duration.ofNanos(System.nanoTime() - began),
            "provider",
            source.name(),
            "result",
            word(settlement));
    intents.settle(attempt, effect, settlement);
    return reply;
  }

  private Patience patience() {
    var usual = source.patience();
    return new Patience(usual.connect(), usual.first(), usual.idle(), attempt.deadline().left());
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

  private static String word(Settlement settlement) {
    return switch (settlement) {
      case Settlement.Receipt _ -> "received";
      case Settlement.Failure _ -> "failed";
      case Settlement.Doubt _ -> "unknown";
    };
  }

  /// Enough to prove what was asked; the conversation itself may hold what must not be kept.
  private static Json described(Question question) {
    var written = question.toString();
    var described = new TreeMap<String, Json>();
    described.put("turns", new Json(Integer.toString(question.turns().size())));
    described.put("tools", new Json(Integer.toString(question.tools().size())));
    described.put("characters", new Json(Integer.toString(written.length())));
    described.put("sha256", Json.string(Codec.hash(written)));
    return Json.object(described);
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

  private static Json proof(Turn.Said said) {
    var proof = new TreeMap<String, Json>();
    proof.put("characters", new Json(Integer.toString(said.text().length())));
    proof.put("wishes", new Json(Integer.toString(said.wishes().size())));
    proof.put("sha256", Json.string(Codec.hash(said.text())));
    return Json.object(proof);
  }
}
