package dev.holdfast.core.path;

import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Identity;
import dev.holdfast.core.models.viability.Pace;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.core.models.viability.Trait.Result;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityRules;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// One seeded life of a model that is wanted, examined, given up and outdated.
public final class ViabilityLife {
  public static final ModelId MODEL = new ModelId("main", "mini");
  private static final List<String> NODES = List.of("one", "two");
  private static final int STEPS = 80;

  private ViabilityLife() {}

  static Set<World.Transition> live(long seed) {
    var random = new Random(seed * 0x9e3779b97f4a7c15L);
    var world = new World(Policies.with(Policies.contract()));
    for (int step = 0; step < STEPS; step++) {
      world.tell(ViabilityRules.id(MODEL), command(random));
      world.pass(
          random.nextInt(12) == 0
              ? Duration.ofHours(random.nextInt(30))
              : Duration.ofSeconds(random.nextInt(90)));
    }
    return world.transitions();
  }

  public static ViabilityCommand command(Random random) {
    var node = NODES.get(random.nextInt(NODES.size()));
    return switch (random.nextInt(10)) {
      case 0, 1 -> new ViabilityCommand.Want(MODEL, "ada", "asked");
      case 2, 3 -> new ViabilityCommand.Begin(node, Duration.ofSeconds(60));
      case 4, 5 -> new ViabilityCommand.Conclude(node, found(random));
      case 6 -> notice(random);
      default -> new ViabilityCommand.Wake();
    };
  }

  private static ViabilityCommand notice(Random random) {
    return new ViabilityCommand.Notice(
        List.of("", "v1", "v2").get(random.nextInt(3)),
        List.of("", "d1", "d2").get(random.nextInt(3)));
  }

  public static Examination found(Random random) {
    boolean isWhole = random.nextBoolean();
    var traits =
        Stream.of(Aspect.values())
            .map(aspect ->
                new Trait(
                    aspect, isWhole ? Result.PASSED : Result.values()[random.nextInt(3)], "seen"))
            .toList();
    var identity =
        new Identity(
            "v" + random.nextInt(3),
            "d" + random.nextInt(3),
            "settings" + random.nextInt(2),
            List.of("a" + random.nextInt(2), "b"));
    return new Examination(traits, Pace.NONE, random.nextInt(9_000), identity, 100);
  }
}
