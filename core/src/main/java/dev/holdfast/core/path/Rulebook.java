package dev.holdfast.core.path;

import dev.holdfast.core.Command;
import dev.holdfast.core.Decision;
import dev.holdfast.core.Event;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.channel.ChannelPolicy;
import dev.holdfast.core.channel.ChannelRules;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.TaskRules;
import dev.holdfast.core.delivery.DeliveryRules;
import dev.holdfast.core.effect.EffectPolicy;
import dev.holdfast.core.effect.EffectRules;
import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.routing.RequestRules;
import dev.holdfast.core.run.RunPolicy;
import dev.holdfast.core.run.RunRules;
import dev.holdfast.core.scheduling.InstantRules;
import dev.holdfast.core.scheduling.JobRules;
import dev.holdfast.core.scheduling.TopicRules;
import dev.holdfast.core.security.TokenPolicy;
import dev.holdfast.core.security.TokenRules;
import dev.holdfast.core.session.SessionRules;
import dev.holdfast.core.spend.BudgetPolicy;
import dev.holdfast.core.spend.BudgetRules;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/// The rules of every kind of stream, behind one door.
public final class Rulebook {
  private final Map<Kind, Chapter<?, ?, ?, ?>> chapters = new EnumMap<>(Kind.class);

  public Rulebook() {
    chapters.put(Kind.REQUEST, new Chapter<>(new RequestRules(), Policy::routing));
    chapters.put(Kind.SESSION, new Chapter<>(new SessionRules(), Policy::session));
    chapters.put(Kind.RUN, new Chapter<>(new RunRules(), _ -> new RunPolicy()));
    chapters.put(Kind.TASK, new Chapter<>(new TaskRules(), Policy::delegation));
    chapters.put(Kind.DELIVERY, new Chapter<>(new DeliveryRules(), Policy::delivery));
    chapters.put(Kind.EFFECT, new Chapter<>(new EffectRules(), _ -> new EffectPolicy()));
    chapters.put(Kind.CHANNEL, new Chapter<>(new ChannelRules(), _ -> new ChannelPolicy()));
    chapters.put(Kind.JOB, new Chapter<>(new JobRules(), Policy::scheduling));
    chapters.put(Kind.TOPIC, new Chapter<>(new TopicRules(), Policy::scheduling));
    chapters.put(Kind.INSTANT, new Chapter<>(new InstantRules(), Policy::scheduling));
    chapters.put(Kind.COOLDOWN, new Chapter<>(new CooldownRules(), Policy::models));
    chapters.put(
        Kind.BUDGET,
        new Chapter<>(new BudgetRules(), policy -> new BudgetPolicy(policy.models().budgets())));
    chapters.put(Kind.MODEL, new Chapter<>(new ViabilityRules(), Policy::models));
    chapters.put(Kind.TOKEN, new Chapter<>(new TokenRules(), _ -> new TokenPolicy()));
  }

  public State initial(Kind kind) {
    return chapter(kind).rules().initial();
  }

  public Decision<? extends Event> decide(
      StreamId id, State state, Command command, Versions<Policy> policy, Instant now) {
    return chapter(id.kind()).decide(id, state, command, policy, now);
  }

  public State evolve(Kind kind, State state, Event event) {
    return chapter(kind).evolve(state, event);
  }

  public Standing standing(StreamId id, State state) {
    return chapter(id.kind()).standing(id, state);
  }

  private Chapter<?, ?, ?, ?> chapter(Kind kind) {
    var chapter = chapters.get(kind);
    if (chapter == null) {
      throw new IllegalStateException("no rules for " + kind);
    }
    return chapter;
  }

  /// One chapter's rules and its part of the policy. The casts hold because a stream's kind decides
  /// its types.
  private record Chapter<S extends State, C extends Command, E extends Event, P>(
      Rules<S, C, E, P> rules, Function<Policy, P> part) {

    @SuppressWarnings("unchecked")
    Decision<E> decide(
        StreamId id, State state, Command command, Versions<Policy> policy, Instant now) {
      return rules.decide(id, (S) state, (C) command, new Part<>(policy, part), now);
    }

    @SuppressWarnings("unchecked")
    S evolve(State state, Event event) {
      return rules.evolve((S) state, (E) event);
    }

    @SuppressWarnings("unchecked")
    Standing standing(StreamId id, State state) {
      return rules.standing(id, (S) state);
    }
  }

  private record Part<P>(Versions<Policy> whole, Function<Policy, P> part) implements Versions<P> {
    @Override
    public int current() {
      return whole.current();
    }

    @Override
    public P at(int version) {
      return part.apply(whole.at(version));
    }
  }
}
