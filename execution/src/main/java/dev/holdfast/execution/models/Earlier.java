package dev.holdfast.execution.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.effect.EffectState;
import dev.holdfast.core.effect.Use;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What earlier attempts at a task have asked, and why; a task goes on as it has begun.
///
/// @param questions the newest first
record Earlier(List<Put> questions) {
  private static final Pattern BECAUSE = member("because");
  private static final Pattern ASKED = member("asked");
  private static final Pattern STALE = Pattern.compile("\"stale\":(\\d{1,3})\\b");
  private static final int LOOKED_AT = 100;
  private static final Codec CODEC = new Codec();

  /// @param to the addressee, as it was asked for
  /// @param why it was asked
  record Put(String to, Grounds why) {
    String because() {
      return why.because();
    }
  }

  static Earlier of(Attempt attempt, Reader reader) {
    if (attempt.number() <= 1) {
      return new Earlier(List.of());
    }
    var effects =
        new Reader.Query(Kind.EFFECT, "", attempt.task().key(), Long.MAX_VALUE, LOOKED_AT);
    var questions = new ArrayList<Put>();
    for (var row : reader.list(effects)) {
      use((EffectState) CODEC.decode(row.state()))
          .filter(use -> use.tool().startsWith("model:"))
          .ifPresent(use -> questions.add(put(use.request())));
    }
    return new Earlier(List.copyOf(questions));
  }

  boolean isEmpty() {
    return questions.isEmpty();
  }

  private static Put put(Json request) {
    var stale = read(STALE, request);
    var why = new Grounds(read(BECAUSE, request), stale.isEmpty() ? 0 : Integer.parseInt(stale));
    return new Put(read(ASKED, request), why);
  }

  /// How many rounds of tool use had brought nothing new when the newest was asked.
  int stale() {
    return questions.isEmpty() ? 0 : questions.getFirst().why().stale();
  }

  /// Why the task went to the stronger tier, empty where it did not.
  String rose() {
    return questions.stream()
        .filter(put -> !put.because().isEmpty() && !isLowered(put))
        .map(Put::because)
        .findFirst()
        .orElse("");
  }

  /// Where the task is because a budget ran low when it began.
  Lowering lowering(Addressee asked) {
    return questions.isEmpty()
        ? Lowering.none(asked)
        : Lowering.kept(questions.getFirst().because(), asked, questions.getFirst().to());
  }

  private static boolean isLowered(Put put) {
    return !Lowering.kept(put.because(), new Addressee.Tier(put.to()), put.to()).isNone();
  }

  private static Pattern member(String name) {
    return Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"");
  }

  private static String read(Pattern member, Json request) {
    var matcher = member.matcher(request.text());
    return matcher.find() ? matcher.group(1) : "";
  }

  private static Optional<Use> use(EffectState effect) {
    return switch (effect) {
      case EffectState.New() -> Optional.empty();
      case EffectState.Intended(var use, _) -> Optional.of(use);
      case EffectState.Refused(var use, _) -> Optional.of(use);
      case EffectState.Ended(var use, _, _) -> Optional.of(use);
    };
  }
}
