package dev.holdfast.core.models;

import dev.holdfast.core.Chance;
import dev.holdfast.core.Diagnostic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom a question is put to next. Pure: the same history, the same answer.
///
/// Down the chain and never up again: a model is asked at most twice, and a question at most six
/// times, all before one deadline.
public final class Routing {
  public static final int ATTEMPTS_MAX = 6;
  public static final int OF_A_MODEL_MAX = 2;

  private static final Duration SHORT = Duration.ofMillis(250);

  private final Chain chain;
  private final Needs needs;
  private final long seed;

  /// @param seed of the waits; questions that fail together are not asked again together
  public Routing(Chain chain, Needs needs, long seed) {
    this.chain = chain;
    this.needs = needs;
    this.seed = seed;
  }

  public sealed interface Step {
    /// @param rest how long to wait before
    /// @param trial the scope whose one trial this is, empty for none
    record Ask(ModelId model, Duration rest, String trial) implements Step {}

    /// @param after how long to wait before the question is worth asking again, zero where nothing
    ///   says so
    record GiveUp(Diagnostic diagnostic, Hope hope, Duration after) implements Step {}
  }

  public enum Hope {
    /// The same question may be answered later.
    LATER,
    /// It would come to the same.
    NONE
  }

  /// @param history the failed attempts in their order
  /// @param outlooks of the chain's models; who is not in it is open
  /// @param left until the question's deadline
  public Step next(List<Tried> history, Map<ModelId, Outlook> outlooks, Duration left) {
    var look = new Look(history, outlooks);
    if (chain.links().isEmpty()) {
      return giveUp(look, Hope.NONE, "nobody");
    }
    if (!left.isPositive()) {
      return giveUp(look, Hope.LATER, "the time is over");
    }
    if (history.size() >= ATTEMPTS_MAX) {
      return giveUp(look, Hope.LATER, "a question is put at most " + ATTEMPTS_MAX + " times");
    }
    return history.isEmpty() ? first(look) : after(look, left);
  }

  private Step first(Look look) {
    var candidate = look.candidate(0, 0);
    return candidate.isPresent()
        ? candidate.get()
        : giveUp(look, look.hope(), "none of them can be asked");
  }

  private Step after(Look look, Duration left) {
    var last = look.last();
    var handling = Handling.of(last.fault().kind());
    if (isOver(handling.next(), last)) {
      return giveUp(look, hope(last), "another model would not help");
    }
    var next = look.candidate(look.position() + 1, look.windowAbove(handling.next()));
    var rest = rest(last, look.times(last.model()));
    if (isAgain(handling.again(), look, next.isPresent()) && fits(rest, last, left)) {
      return new Step.Ask(last.model(), rest, "");
    }
    return next.isPresent() ? next.get() : giveUp(look, hope(last), "nobody is left");
  }

  /// Whether the one who was asked last may be asked once more at once, because what failed was not
  /// the model: not beyond the bounds that hold for every attempt.
  public static boolean mayAskAgain(List<Tried> history, Duration left) {
    var last = history.getLast().model();
    return left.isPositive()
        && history.size() < ATTEMPTS_MAX
        && times(history, last) < OF_A_MODEL_MAX;
  }

  private static int times(List<Tried> history, ModelId model) {
    return (int) history.stream().filter(tried -> tried.model().equals(model)).count();
  }

  private boolean isOver(Handling.Next next, Tried last) {
    return switch (next) {
      case NEXT, LARGER_WINDOW -> false;
      case AFTER_A_FALLBACK -> chain.links().getFirst().model().equals(last.model());
      case IF_CONFIGURED -> !chain.passContentPolicy();
    };
  }

  private static boolean isAgain(Handling.Again again, Look look, boolean hasNext) {
    return look.isOpen(look.last().model())
        && look.times(look.last().model()) < OF_A_MODEL_MAX
        && switch (again) {
          case NEVER -> false;
          case ONCE -> true;
          case ONCE_AS_THE_LAST -> !hasNext;
        };
  }

  private static boolean fits(Duration rest, Tried last, Duration left) {
    return last.fault().retryAfter().compareTo(Handling.WAIT_MAX) <= 0 && rest.compareTo(left) < 0;
  }

  /// What the provider asked for, or a short wait that differs from question to question.
  private Duration rest(Tried last, int times) {
    return last.fault().retryAfter().isPositive()
        ? last.fault().retryAfter()
        : Chance.spread(seed, times, SHORT);
  }

  private static Hope hope(Tried last) {
    return Handling.isPassing(last.fault().kind()) ? Hope.LATER : Hope.NONE;
  }

  private Step giveUp(Look look, Hope hope, String why) {
    return new Step.GiveUp(
        Diagnostics.unanswered(chain.addressee(), look.told(), why), hope, look.after());
  }

  /// One look at where a question stands.
  private final class Look {
    private final List<Tried> history;
    private final Map<ModelId, Outlook> outlooks;

    Look(List<Tried> history, Map<ModelId, Outlook> outlooks) {
      this.history = history;
      this.outlooks = outlooks;
    }

    Tried last() {
      return history.getLast();
    }

    int times(ModelId model) {
      return Routing.times(history, model);
    }

    /// Not so when it was left alone meanwhile.
    boolean isOpen(ModelId model) {
      return outlooks.getOrDefault(model, new Outlook.Open()) instanceof Outlook.Open;
    }

    /// Where in the chain the last attempt was.
    int position() {
      for (int at = 0; at < chain.links().size(); at++) {
        if (chain.links().get(at).model().equals(last().model())) {
          return at;
        }
      }
      throw new IllegalArgumentException(last().model() + " is not of " + chain);
    }

    /// The window that the next one's must be above: the largest that was too small.
    long windowAbove(Handling.Next next) {
      boolean overflowed =
          history.stream().anyMatch(tried -> tried.fault().kind() == FaultClass.CONTEXT_OVERFLOW);
      if (!overflowed && next != Handling.Next.LARGER_WINDOW) {
        return 0;
      }
      return history.stream()
          .filter(tried -> tried.fault().kind() == FaultClass.CONTEXT_OVERFLOW)
          .mapToLong(tried -> window(tried.model()))
          .map(window -> Math.max(1, window))
          .max()
          .orElse(0);
    }

    private long window(ModelId model) {
      return chain.links().stream()
          .filter(link -> link.model().equals(model))
          .mapToLong(link -> link.abilities().window())
          .max()
          .orElse(0);
    }

    Optional<Step> candidate(int from, long windowAbove) {
      return chain.links().stream()
          .skip(from)
          .filter(link -> windowAbove == 0 || link.abilities().window() > windowAbove)
          .map(link -> ask(link))
          .flatMap(Optional::stream)
          .findFirst();
    }

    private Optional<Step> ask(Chain.Link link) {
      return switch (outlook(link)) {
        case Outlook.Open() -> Optional.of(new Step.Ask(link.model(), Duration.ZERO, ""));
        case Outlook.Trial(var scope) ->
            Optional.of(new Step.Ask(link.model(), Duration.ZERO, scope));
        case Outlook.Cooling _, Outlook.Unfit _ -> Optional.empty();
      };
    }

    private Outlook outlook(Chain.Link link) {
      var lack = needs.lack(link.abilities());
      return lack.isPresent()
          ? new Outlook.Unfit(lack.get())
          : outlooks.getOrDefault(link.model(), new Outlook.Open());
    }

    /// What is only left alone can be asked later.
    Hope hope() {
      return chain.links().stream().anyMatch(link -> outlook(link) instanceof Outlook.Cooling)
          ? Hope.LATER
          : Hope.NONE;
    }

    /// The soonest that any of them says.
    Duration after() {
      var waits = new ArrayList<Duration>();
      chain
          .links()
          .forEach(link -> {
            if (outlook(link) instanceof Outlook.Cooling(var left, _)) {
              waits.add(left);
            }
          });
      history.stream()
          .map(tried -> tried.fault().retryAfter())
          .filter(Duration::isPositive)
          .forEach(waits::add);
      return waits.stream().min(Duration::compareTo).orElse(Duration.ZERO);
    }

    /// Every attempt, and who was passed by.
    List<String> told() {
      var told = new ArrayList<String>();
      history.forEach(tried ->
          told.add(
              "%s: %s (%s)"
                  .formatted(tried.model(), tried.fault().kind().word(), tried.fault().message())));
      for (var link : chain.links()) {
        switch (outlook(link)) {
          case Outlook.Cooling(_, var why) -> told.add(link.model() + ": left alone, " + why);
          case Outlook.Unfit(var why) -> told.add(link.model() + ": " + why);
          case Outlook.Open(), Outlook.Trial _ -> {
            // Was asked, or came too late.
          }
        }
      }
      return told;
    }
  }
}
