package dev.holdfast.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Command;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.channel.ChannelCommand;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.effect.Use;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.security.Role;
import dev.holdfast.core.security.TokenCommand;
import dev.holdfast.core.session.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Holds the transition tables that the chapters tell of themselves against what their rules do in
/// thousands of seeded lives.
class TransitionTableTest {
  private static final Map<Kind, String> CHAPTERS =
      Map.ofEntries(
          Map.entry(Kind.REQUEST, "routing"),
          Map.entry(Kind.SESSION, "session"),
          Map.entry(Kind.RUN, "run"),
          Map.entry(Kind.TASK, "delegation"),
          Map.entry(Kind.DELIVERY, "delivery"),
          Map.entry(Kind.EFFECT, "effect"),
          Map.entry(Kind.CHANNEL, "channel"),
          Map.entry(Kind.TOKEN, "security"),
          Map.entry(Kind.JOB, "scheduling"),
          Map.entry(Kind.TOPIC, "scheduling"),
          Map.entry(Kind.INSTANT, "scheduling"),
          Map.entry(Kind.COOLDOWN, "models"),
          Map.entry(Kind.BUDGET, "spend"),
          Map.entry(Kind.MODEL, "models/viability"));

  private record Row(Set<String> from, String command, Set<String> to) {
    boolean covers(World.Transition seen) {
      return command.equals(seen.command())
          && (from.contains(word(seen.from())) || from.contains("any"))
          && (to.contains(word(seen.to()))
              || (to.contains("unchanged") && seen.from().equals(seen.to())));
    }
  }

  @Test
  void every_transition_stands_in_its_chapters_table_and_every_row_is_seen() throws IOException {
    var seen = new LinkedHashSet<World.Transition>();
    for (long seed = 1; seed <= 3_000; seed++) {
      // Neighbouring seeds begin alike; spread them.
      seen.addAll(live(new Random(seed * 0x9e3779b97f4a7c15L)));
    }
    seen.addAll(handOffs());
    for (long seed = 1; seed <= 600; seed++) {
      var life = new JobLife(seed);
      for (int step = 0; step < 80; step++) {
        life.step();
      }
      seen.addAll(life.world.transitions());
    }
    for (long seed = 1; seed <= 200; seed++) {
      seen.addAll(CooldownLife.live(seed));
    }
    for (long seed = 1; seed <= 300; seed++) {
      seen.addAll(BudgetLife.live(seed));
    }
    for (long seed = 1; seed <= 300; seed++) {
      seen.addAll(ViabilityLife.live(seed));
    }
    for (var kind : Kind.values()) {
      var rows = table(kind);
      var own = seen.stream().filter(transition -> transition.kind() == kind).toList();
      assertThat(own)
          .as(kind + ": not in the table")
          .allMatch(transition -> rows.stream().anyMatch(row -> row.covers(transition)));
      assertThat(rows)
          .as(kind + ": never seen")
          .allMatch(row -> own.stream().anyMatch(row::covers));
      for (var row : rows) {
        for (var to : row.to()) {
          assertThat(own)
              .as(kind + " " + row.command() + " never led to " + to)
              .anyMatch(transition ->
                  row.covers(transition)
                      && (to.equals("unchanged") || word(transition.to()).equals(to)));
        }
      }
    }
  }

  /// `accepted-consumed` is told as `accepted`.
  private static String word(String status) {
    return status.startsWith("accepted") ? "accepted" : status;
  }

  private static List<Row> table(Kind kind) throws IOException {
    var file = Path.of("src/main/java/dev/holdfast/core", CHAPTERS.get(kind), "package-info.java");
    var rows = new ArrayList<Row>();
    for (var line : Files.readAllLines(file)) {
      var cells = line.replace("///", "").split("\\|");
      if (cells.length == 5
          && !cells[1].isBlank()
          && !cells[1].contains("---")
          && !cells[1].strip().equals("from")) {
        var command = cells[2].strip().replaceAll(" .*", "");
        var from = cells[1].strip();
        var own = kind.word() + " ";
        // A chapter of several kinds says which one a row is about.
        if (!isShared(kind) || from.startsWith(own)) {
          rows.add(
              new Row(
                  words(isShared(kind) ? from.substring(own.length()) : from),
                  command,
                  words(cells[4])));
        }
      }
    }
    return rows;
  }

  private static boolean isShared(Kind kind) {
    return CHAPTERS.values().stream().filter(CHAPTERS.get(kind)::equals).count() > 1;
  }

  private static Set<String> words(String cell) {
    var words = new HashSet<String>();
    for (var word : cell.split(",")) {
      words.add(word.replaceAll("\\(.*\\)", "").strip());
    }
    return words;
  }

  private static Set<World.Transition> live(Random random) {
    var contract =
        random.nextBoolean() ? Policies.contract() : Policies.without(Contract.Escalation.NONE);
    var doubt = random.nextBoolean() ? DeliveryPolicy.Doubt.HOLD : DeliveryPolicy.Doubt.RETRY;
    var world = new World(Policies.with(contract, Arrival.QUEUE, doubt));
    for (int step = 0; step < 100; step++) {
      act(world, random);
    }
    return world.transitions();
  }

  /// Chance seldom brings two children to the end while their parent still works.
  private static Set<World.Transition> handOffs() {
    var world = new World(Policies.with(Policies.contract()));
    var parent = world.ask("ada", "text").as(Kind.TASK);
    world.tell(parent, new TaskCommand.Lease("w", Duration.ofSeconds(30)));
    for (int i = 0; i < 2; i++) {
      var child = new StreamId(Kind.TASK, world.nextKey());
      world.tell(parent, new TaskCommand.Delegate(new Fence(1), child.key(), "child", Json.EMPTY));
      world.tell(child, new TaskCommand.Lease("w", Duration.ofSeconds(30)));
      world.tell(child, done("\"found\""));
      if (i == 0) {
        world.tell(child, new TaskCommand.Consume(parent.key()));
      }
    }
    world.tell(parent, done("\"fine\""));
    return world.transitions();
  }

  private static TaskCommand done(String output) {
    return new TaskCommand.Complete(new Fence(1), World.output(output), List.of());
  }

  private static void act(World world, Random random) {
    switch (random.nextInt(7)) {
      case 0 ->
          world.tell(
              new StreamId(Kind.REQUEST, world.nextKey()),
              new RequestCommand.Accept(World.inbound("actor" + random.nextInt(2), "text")));
      case 1, 2 -> tell(world, random, Kind.TASK, task(world, random));
      case 3 -> tell(world, random, Kind.DELIVERY, delivery(random));
      case 4 -> tell(world, random, Kind.RUN, new RunCommand.Cancel("no longer wanted"));
      case 5 -> other(world, random);
      default -> tick(world, random);
    }
  }

  private static void tell(World world, Random random, Kind kind, Command command) {
    var all = world.all(kind);
    if (!all.isEmpty()) {
      world.tell(all.get(random.nextInt(all.size())), command);
    }
  }

  private static TaskCommand task(World world, Random random) {
    var fence = new Fence(1 + random.nextInt(2));
    var retry = random.nextBoolean() ? Fault.Retry.WORTHWHILE : Fault.Retry.USELESS;
    var words = List.of("\"fine\"", "\"invalid\"", "\"invalid\"", "\"\"");
    return switch (random.nextInt(15)) {
      case 0, 1, 2, 3 -> new TaskCommand.Lease("w", Duration.ofSeconds(30));
      case 4, 5, 6 ->
          new TaskCommand.Complete(fence, World.output(words.get(random.nextInt(4))), List.of());
      case 7 -> new TaskCommand.Fail(fence, new Fault("broken", "x", retry));
      case 8 -> new TaskCommand.Heartbeat(fence, Duration.ofSeconds(30), Json.NULL, Json.NULL);
      case 9 ->
          new TaskCommand.Call(
              fence, world.nextKey(), random.nextBoolean() ? "http.get" : "pay", Json.EMPTY);
      case 10, 14 -> new TaskCommand.Delegate(fence, world.nextKey(), "child", Json.EMPTY);
      case 11 -> new TaskCommand.Consume(StreamId.STRIDE * (1 + random.nextInt(12)));
      case 12 ->
          new TaskCommand.Ask(
              fence, world.nextKey(), "practice/echo", Json.EMPTY, BudgetLife.amount(random));
      default ->
          random.nextInt(4) == 0
              ? new TaskCommand.Cancel("stop")
              : new TaskCommand.Discard("no parent");
    };
  }

  private static DeliveryCommand delivery(Random random) {
    var fence = new Fence(1 + random.nextInt(2));
    var sent =
        List.of(
            new Sent.Receipt("200"),
            new Sent.Transient(
                "busy", "503", random.nextBoolean() ? Duration.ZERO : Duration.ofHours(2)),
            new Sent.Permanent("refused", "404"),
            new Sent.Ambiguous("timeout", "?"));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> new DeliveryCommand.Attempt("c", Duration.ofSeconds(20));
      case 3, 4, 5 -> new DeliveryCommand.Report(fence, sent.get(random.nextInt(4)));
      case 6 -> new DeliveryCommand.Retry("mended");
      default ->
          new DeliveryCommand.Resolve(
              random.nextBoolean()
                  ? DeliveryCommand.Resolution.DELIVERED
                  : DeliveryCommand.Resolution.NOT_DELIVERED,
              "asked them");
    };
  }

  private static void other(World world, Random random) {
    var settlements =
        List.of(
            new Settlement.Receipt(Json.EMPTY, Json.NULL),
            new Settlement.Failure("network", "x"),
            new Settlement.Doubt("?"));
    switch (random.nextInt(6)) {
      case 5 ->
          world.tell(
              new StreamId(Kind.EFFECT, world.nextKey()),
              new EffectCommand.Report(
                  new Use(0, 0, 0, "model:practice/echo", Json.EMPTY, "c1"),
                  world.now(),
                  settlements.get(random.nextInt(3)),
                  BudgetLife.charge(random)));
      case 0 ->
          tell(
              world,
              random,
              Kind.EFFECT,
              new EffectCommand.Settle(
                  settlements.get(random.nextInt(3)), BudgetLife.charge(random)));
      case 1 ->
          world.tell(
              channel(),
              new ChannelCommand.Disable("support", new Diagnostic("gone", "c", "i", "n")));
      case 2 -> world.tell(channel(), new ChannelCommand.Enable("back"));
      case 3 ->
          world.tell(
              new StreamId(Kind.TOKEN, 4),
              random.nextBoolean()
                  ? new TokenCommand.Create("sha", "ada", Role.VIEWER)
                  : new TokenCommand.Revoke("lost"));
      default ->
          world.tell(
              new StreamId(Kind.DELIVERY, world.nextKey()),
              new DeliveryCommand.Intend(
                  Policies.message(random.nextBoolean() ? "support" : "nowhere", world.now()),
                  DeliveryCommand.Start.READY));
    }
  }

  private static StreamId channel() {
    return StreamId.named(Kind.CHANNEL, "support");
  }

  private static void tick(World world, Random random) {
    world.pass(
        random.nextInt(5) == 0 ? Duration.ofDays(2) : Duration.ofSeconds(random.nextInt(60)));
    for (var kind : List.of(Kind.TASK, Kind.DELIVERY, Kind.EFFECT)) {
      for (var id : world.all(kind)) {
        if (world.standing(id).dueAt().filter(due -> !due.isAfter(world.now())).isPresent()) {
          world.tell(id, wake(kind));
        }
      }
    }
  }

  private static Command wake(Kind kind) {
    return switch (kind) {
      case TASK -> new TaskCommand.Wake();
      case DELIVERY -> new DeliveryCommand.Wake();
      default -> new EffectCommand.Wake();
    };
  }
}
