package dev.holdfast.execution.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Intents;
import dev.holdfast.execution.attempt.Permission;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Pace;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Codec;
import java.time.Duration;
import java.util.TreeMap;

/// Asks one provider's model for one attempt: intent, question, settlement.
public final class ModelBroker {
  private final String providerName;
  private final Provider provider;
  private final Attempt attempt;
  private final Doors doors;
  private final Intents intents;

  private ModelBroker(String providerName, Provider provider, Attempt attempt, Doors doors) {
    this.providerName = providerName;
    this.provider = provider;
    this.attempt = attempt;
    this.doors = doors;
    this.intents = new Intents(doors);
  }

  /// Where a model is asked, and how patiently.
  public record Source(String name, ProviderSpec spec, Secrets secrets, Pace pace) {
    public static Source of(String name, ProviderSpec spec, Secrets secrets) {
      return new Source(name, spec, secrets, OpenAiProvider.USUAL);
    }
  }

  public static ModelBroker of(Source source, Attempt attempt, Doors doors) {
    return new ModelBroker(source.name(), provider(source, doors.outbound()), attempt, doors);
  }

  /// Looks whether the provider could be asked for this model.
  public static Probe probe(Source source, String model, Outbound outbound) {
    return atMost -> provider(source, outbound).probe(model, atMost);
  }

  private static Provider provider(Source source, Outbound outbound) {
    return switch (source.spec()) {
      case ProviderSpec.OpenAi spec ->
          new OpenAiProvider(spec, outbound, source.secrets(), source.pace());
      case ProviderSpec.Practice() -> new PracticeProvider();
    };
  }

  public Spoken ask(Question question) throws InterruptedException {
    var model = "model:" + providerName + "/" + question.model();
    return switch (intents.ask(attempt, model, described(question))) {
      case Permission.Granted(var effect) -> ask(question, effect);
      case Permission.Denied(var why) ->
          new Spoken.NotAsked(new Fault(why.code(), why.cause(), Fault.Retry.WORTHWHILE));
      case Permission.Over(var why) ->
          new Spoken.NotAsked(new Fault(why.code(), why.cause(), Fault.Retry.WORTHWHILE));
    };
  }

  private Spoken ask(Question question, StreamId effect) throws InterruptedException {
    long began = System.nanoTime();
    var spoken = provider.answer(question);
    doors.checkpoints().reached("effect-sent");
    var settlement =
        switch (spoken) {
          case Spoken.Answered(var said, var usage) -> new Settlement.Receipt(proof(said), usage);
          case Spoken.Failed(var fault) -> new Settlement.Failure(fault.kind(), fault.message());
          case Spoken.Doubtful(var fault) ->
              new Settlement.Doubt(fault.kind() + ": " + fault.message());
          case Spoken.NotAsked(var fault) ->
              throw new IllegalStateException("a provider was asked: " + fault);
        };
    doors
        .meter()
        .time(
            "model.call",
            Duration.ofNanos(System.nanoTime() - began),
            "provider",
            providerName,
            "result",
            word(settlement));
    intents.settle(attempt, effect, settlement);
    return spoken;
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
    var body = ChatRequest.body(question);
    var described = new TreeMap<String, Json>();
    described.put("turns", new Json(Integer.toString(question.turns().size())));
    described.put("tools", new Json(Integer.toString(question.tools().size())));
    described.put("characters", new Json(Integer.toString(body.length())));
    described.put("sha256", Json.string(Codec.hash(body)));
    return Json.object(described);
  }

  private static Json proof(Turn.Said said) {
    var proof = new TreeMap<String, Json>();
    proof.put("characters", new Json(Integer.toString(said.text().length())));
    proof.put("wishes", new Json(Integer.toString(said.wishes().size())));
    proof.put("sha256", Json.string(Codec.hash(said.text())));
    return Json.object(proof);
  }
}
