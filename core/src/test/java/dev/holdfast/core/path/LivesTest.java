package dev.holdfast.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Thousands of seeded lives of a small workspace, with the books after every step. A failing seed
/// is printed and can be run alone.
class LivesTest {
  private static final int SEEDS = 2_000;
  private static final int STEPS = 60;
  private static final Set<String> ENDED_RUNS =
      Set.of("completed", "failed", "escalated", "cancelled");

  @Test
  void the_books_balance_after_every_step_of_every_life() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      live(seed);
    }
  }

  private static void live(long seed) {
    var random = new Random(seed * 0x9e3779b97f4a7c15L);
    var world = new World(Policies.with(Policies.contract()));
    for (int step = 0; step < STEPS; step++) {
      step(world, random);
      balance(world, "seed " + seed + ", step " + step);
    }
    settle(world);
    assertThat(world.all(Kind.REQUEST))
        .as("seed " + seed)
        .noneMatch(id -> world.status(id).equals("accepted"));
    assertThat(world.all(Kind.SESSION))
        .as("seed " + seed)
        .allMatch(id -> world.status(id).equals("idle"));
  }

  private static void step(World world, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> {
        var id = new StreamId(Kind.REQUEST, world.nextKey());
        var inbound = World.inbound("actor" + random.nextInt(3), "text");
        world.tell(id, new dev.holdfast.core.routing.RequestCommand.Accept(inbound));
      }
      case 1 ->
          any(world, random, Kind.TASK)
              .ifPresent(id -> world.tell(id, new TaskCommand.Lease("w", Duration.ofSeconds(30))));
      case 2 -> any(world, random, Kind.TASK).ifPresent(id -> world.tell(id, complete(random)));
      case 3 -> any(world, random, Kind.TASK).ifPresent(id -> world.tell(id, fail(random)));
      case 4 ->
          any(world, random, Kind.DELIVERY)
              .ifPresent(
                  id -> world.tell(id, new DeliveryCommand.Attempt("c", Duration.ofSeconds(20))));
      case 5 -> any(world, random, Kind.DELIVERY).ifPresent(id -> world.tell(id, report(random)));
      case 6 ->
          any(world, random, Kind.RUN)
              .ifPresent(id -> world.tell(id, new RunCommand.Cancel("changed my mind")));
      default -> tick(world, Duration.ofSeconds(random.nextInt(45)));
    }
  }

  private static java.util.Optional<StreamId> any(World world, Random random, Kind kind) {
    var all = world.all(kind);
    return all.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(all.get(random.nextInt(all.size())));
  }

  private static TaskCommand complete(Random random) {
    var words = List.of("\"fine\"", "\"invalid\"", "\"odd\"", "\"\"");
    return new TaskCommand.Complete(
        new Fence(1 + random.nextInt(2)), World.output(words.get(random.nextInt(4))), List.of());
  }

  private static TaskCommand fail(Random random) {
    var retry = random.nextBoolean() ? Fault.Retry.WORTHWHILE : Fault.Retry.USELESS;
    return new TaskCommand.Fail(new Fence(1 + random.nextInt(2)), new Fault("broken", "x", retry));
  }

  private static DeliveryCommand report(Random random) {
    var sent =
        List.of(
            new Sent.Receipt("200"),
            new Sent.Transient("busy", "503", Duration.ZERO),
            new Sent.Permanent("refused", "404"),
            new Sent.Ambiguous("timeout", "?"));
    return new DeliveryCommand.Report(
        new Fence(1 + random.nextInt(3)), sent.get(random.nextInt(4)));
  }

  private static void tick(World world, Duration time) {
    world.pass(time);
    for (var kind : List.of(Kind.TASK, Kind.DELIVERY)) {
      for (var id : world.all(kind)) {
        world
            .standing(id)
            .dueAt()
            .filter(due -> !due.isAfter(world.now()))
            .ifPresent(_ ->
                world.tell(
                    id, kind == Kind.TASK ? new TaskCommand.Wake() : new DeliveryCommand.Wake()));
      }
    }
  }

  /// When nothing new comes in and time goes on, everything pending ends within its bounds.
  private static void settle(World world) {
    for (int round = 0; round < 12; round++) {
      tick(world, Duration.ofDays(2));
    }
  }

  private static void balance(World world, String when) {
    for (var request : world.all(Kind.REQUEST)) {
      boolean ended = ENDED_RUNS.contains(world.status(request.as(Kind.RUN)));
      assertThat(world.status(request).equals("accepted"))
          .as(when + " " + request)
          .isEqualTo(!ended);
    }
    for (var run : world.all(Kind.RUN)) {
      boolean live =
          Set.of("offered", "leased", "resting").contains(world.status(run.as(Kind.TASK)));
      assertThat(world.status(run).equals("working")).as(when + " " + run).isEqualTo(live);
    }
    for (var session : world.all(Kind.SESSION)) {
      long working =
          world.all(Kind.RUN).stream()
              .filter(run ->
                  world.status(run).equals("working")
                      && world.standing(run).parent() == session.key())
              .count();
      assertThat(working)
          .as(when + " " + session)
          .isEqualTo(world.state(session) instanceof SessionState.Busy ? 1 : 0);
    }
    for (var delivery : world.all(Kind.DELIVERY)) {
      if (world.standing(delivery).proof().isPresent()) {
        assertThat(world.task(delivery))
            .as(when + " " + delivery)
            .isInstanceOf(TaskState.Accepted.class);
      }
      assertThat(world.state(delivery)).isNotInstanceOf(DeliveryState.New.class);
    }
  }
}
