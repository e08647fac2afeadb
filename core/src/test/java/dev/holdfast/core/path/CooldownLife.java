package dev.holdfast.core.path;

import dev.holdfast.core.models.Cause;
import dev.holdfast.core.models.CooldownCommand;
import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.FaultClass;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// One seeded life of a scope that fails, is tried, recovers, is released and gets another key.
final class CooldownLife {
  private static final String SCOPE = "model:main/mini";
  private static final List<String> NODES = List.of("one", "two");
  private static final int STEPS = 60;

  private CooldownLife() {}

  static Set<World.Transition> live(long seed) {
    var random = new Random(seed * 0x9e3779b97f4a7c15L);
    var world = new World(Policies.with(Policies.contract()));
    for (int step = 0; step < STEPS; step++) {
      world.tell(CooldownRules.id(SCOPE), command(random));
      world.pass(Duration.ofSeconds(random.nextInt(40)));
    }
    return world.transitions();
  }

  private static CooldownCommand command(Random random) {
    var node = NODES.get(random.nextInt(NODES.size()));
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> new CooldownCommand.Trip(SCOPE, cause(random), node);
      case 3, 4, 5, 6 -> new CooldownCommand.Try(SCOPE, node, Duration.ofSeconds(20));
      case 7 -> new CooldownCommand.Recover(SCOPE, node);
      case 8 -> new CooldownCommand.Release(SCOPE, "mended");
      default -> new CooldownCommand.Rekey(SCOPE, "key" + random.nextInt(2));
    };
  }

  private static Cause cause(Random random) {
    var asked = Duration.ofSeconds(random.nextBoolean() ? 0 : random.nextInt(200));
    return new Cause(FaultClass.OVERLOADED, "busy", asked, "key" + random.nextInt(2));
  }
}
