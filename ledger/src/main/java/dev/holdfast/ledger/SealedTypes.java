package dev.holdfast.ledger;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.holdfast.core.Command;
import dev.holdfast.core.Event;
import dev.holdfast.core.Json;
import dev.holdfast.core.State;
import dev.holdfast.core.channel.ChannelCommand;
import dev.holdfast.core.channel.ChannelEvent;
import dev.holdfast.core.channel.ChannelState;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delegation.Terms;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryEvent;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.effect.EffectEvent;
import dev.holdfast.core.effect.EffectState;
import dev.holdfast.core.models.CooldownCommand;
import dev.holdfast.core.models.CooldownEvent;
import dev.holdfast.core.models.CooldownState;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityEvent;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.core.routing.RequestEvent;
import dev.holdfast.core.routing.RequestState;
import dev.holdfast.core.run.Conclusion;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.run.RunEvent;
import dev.holdfast.core.run.RunState;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.InstantCommand;
import dev.holdfast.core.scheduling.InstantEvent;
import dev.holdfast.core.scheduling.InstantSettlement;
import dev.holdfast.core.scheduling.InstantState;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobEvent;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.core.scheduling.Result;
import dev.holdfast.core.scheduling.TopicCommand;
import dev.holdfast.core.scheduling.TopicEvent;
import dev.holdfast.core.scheduling.TopicState;
import dev.holdfast.core.security.TokenCommand;
import dev.holdfast.core.security.TokenEvent;
import dev.holdfast.core.security.TokenState;
import dev.holdfast.core.session.SessionCommand;
import dev.holdfast.core.session.SessionEvent;
import dev.holdfast.core.session.SessionState;
import dev.holdfast.core.spend.BudgetCommand;
import dev.holdfast.core.spend.BudgetEvent;
import dev.holdfast.core.spend.BudgetState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/// How sealed types are told apart in a text: by `is`, the variant's own name behind its stream's,
/// e.g. `task.leased`.
final class SealedTypes {
  private static final Map<Class<?>, Map<String, Class<?>>> OPEN =
      Map.of(
          State.class,
          Map.ofEntries(
              Map.entry("request", RequestState.class),
              Map.entry("session", SessionState.class),
              Map.entry("run", RunState.class),
              Map.entry("task", TaskState.class),
              Map.entry("delivery", DeliveryState.class),
              Map.entry("effect", EffectState.class),
              Map.entry("channel", ChannelState.class),
              Map.entry("token", TokenState.class),
              Map.entry("job", JobState.class),
              Map.entry("topic", TopicState.class),
              Map.entry("instant", InstantState.class),
              Map.entry("cooldown", CooldownState.class),
              Map.entry("budget", BudgetState.class),
              Map.entry("model", ViabilityState.class)),
          Command.class,
          Map.ofEntries(
              Map.entry("request", RequestCommand.class),
              Map.entry("session", SessionCommand.class),
              Map.entry("run", RunCommand.class),
              Map.entry("task", TaskCommand.class),
              Map.entry("delivery", DeliveryCommand.class),
              Map.entry("effect", EffectCommand.class),
              Map.entry("channel", ChannelCommand.class),
              Map.entry("token", TokenCommand.class),
              Map.entry("job", JobCommand.class),
              Map.entry("topic", TopicCommand.class),
              Map.entry("instant", InstantCommand.class),
              Map.entry("cooldown", CooldownCommand.class),
              Map.entry("budget", BudgetCommand.class),
              Map.entry("model", ViabilityCommand.class)),
          Event.class,
          Map.ofEntries(
              Map.entry("request", RequestEvent.class),
              Map.entry("session", SessionEvent.class),
              Map.entry("run", RunEvent.class),
              Map.entry("task", TaskEvent.class),
              Map.entry("delivery", DeliveryEvent.class),
              Map.entry("effect", EffectEvent.class),
              Map.entry("channel", ChannelEvent.class),
              Map.entry("token", TokenEvent.class),
              Map.entry("job", JobEvent.class),
              Map.entry("topic", TopicEvent.class),
              Map.entry("instant", InstantEvent.class),
              Map.entry("cooldown", CooldownEvent.class),
              Map.entry("budget", BudgetEvent.class),
              Map.entry("model", ViabilityEvent.class)));

  private static final List<Class<?>> CLOSED =
      List.of(
          Terms.class,
          Provenance.class,
          Sent.class,
          Conclusion.class,
          Phase.class,
          Preflight.class,
          Deliver.class,
          Result.class,
          InstantSettlement.class,
          dev.holdfast.core.routing.Settlement.class,
          dev.holdfast.core.effect.Settlement.class);

  private SealedTypes() {}

  /// What each variant says in its member `is`.
  static Map<Class<?>, String> tags() {
    var tags = new HashMap<Class<?>, String>();
    OPEN.values()
        .forEach(chapters ->
            chapters.forEach((word, chapter) -> tags(chapter, word + ".").forEach(tags::put)));
    CLOSED.forEach(closed -> tags.putAll(tags(closed, "")));
    return tags;
  }

  private static Map<Class<?>, String> tags(Class<?> chapter, String prefix) {
    return Stream.of(chapter.getPermittedSubclasses())
        .collect(Collectors.toMap(variant -> variant, variant -> prefix + word(variant)));
  }

  static JsonMapper mapper() {
    // What a record says of itself (`isNone`) is no member of it.
    var builder =
        JsonMapper.builder()
            .changeDefaultVisibility(members -> members.withIsGetterVisibility(Visibility.NONE))
            .addMixIn(Json.class, JsonText.class);
    OPEN.forEach((open, chapters) -> {
      builder.addMixIn(open, Tagged.class);
      chapters.forEach((word, chapter) -> {
        builder.addMixIn(chapter, Tagged.class);
        variants(chapter, word + ".", builder);
      });
    });
    for (var closed : CLOSED) {
      builder.addMixIn(closed, Tagged.class);
      variants(closed, "", builder);
    }
    return builder.build();
  }

  private static void variants(Class<?> chapter, String prefix, JsonMapper.Builder builder) {
    tags(chapter, prefix)
        .forEach((variant, tag) -> builder.registerSubtypes(new NamedType(variant, tag)));
  }

  /// `TimeSpent` becomes `time-spent`.
  private static String word(Class<?> variant) {
    return variant
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
