package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/// Kills a server under load again and again, at random and at the moments where a crash would hurt
/// most, and looks at the books when all is quiet.
final class CrashProof {
  private static final int KILLS = Integer.getInteger("proof.kills", 200);
  private static final long SEED = Long.getLong("proof.seed", System.nanoTime() & 0xffff_ffffL);
  private static final List<String> MOMENTS =
      List.of("intent-written", "effect-sent", "ack-received", "committed");
  private static final Duration UNTIL_THE_MOMENT = Duration.ofMillis(1_500);
  private static final Duration UNTIL_QUIET = Duration.ofSeconds(180);
  private static final int REQUESTS_PER_LIFE = 20;
  private static final int ENOUGH = 100;
  private static final int SLICE_MILLIS = 500;
  private static final int START_MILLIS = 900;

  /// How a life ended.
  enum End {
    AT_START,
    AT_RANDOM,
    INTENT_WRITTEN,
    EFFECT_SENT,
    ACK_RECEIVED,
    COMMITTED
  }

  private final String name;
  private final Home home;
  private final Load load;
  private final Random chance = new Random(SEED);
  private final int port = Home.freePort();
  private final AtomicReference<Api> api = new AtomicReference<>();
  private final Map<End, Integer> ends = new EnumMap<>(End.class);

  private CrashProof(String name, String store) {
    this.name = name;
    this.home = Home.fresh("crash-" + name);
    this.load = new Load(api::get, SEED);
    home.holding(load.yaml(store));
  }

  /// @param store as it stands in the workspace's file
  static void run(String name, String store) {
    System.out.printf("crash proof on %s: seed %d, %d kills%n", name, SEED, KILLS);
    var proof = new CrashProof(name, store);
    try (proof.load) {
      proof.run();
    }
  }

  private void run() {
    try (var first = Node.ready(home, port)) {
      api.set(first.api());
      load.begin();
      load.grant(REQUESTS_PER_LIFE);
      Await.pass(Duration.ofMillis(SLICE_MILLIS));
    }
    count(End.AT_RANDOM);
    for (int kill = 1; kill < KILLS; kill++) {
      count(life(kill));
    }
    try (var last = Node.ready(home, port)) {
      var count = settle();
      last.stop();
      assertVerified();
      System.out.printf(
          "crash proof on %s: kills=%d %s %s stale-reports-refused=%d seed=%d%n",
          name, KILLS, ends, count, load.stale(), SEED);
    }
    if (KILLS >= ENOUGH) {
      assertThat(load.stale()).as("late reports that were refused").isPositive();
      assertThat(ends).as("every kind of end").hasSize(End.values().length);
    }
  }

  private void count(End end) {
    ends.merge(end, 1, Integer::sum);
  }

  /// One life of the server, from its start to its kill.
  private End life(int number) {
    assertThat(load.complaints()).isEmpty();
    load.grant(REQUESTS_PER_LIFE);
    return switch (number % 6) {
      case 0 -> {
        try (var _ = Node.start(home, port)) {
          Await.pass(Duration.ofMillis(chance.nextInt(START_MILLIS)));
        }
        yield End.AT_START;
      }
      case 1, 4 -> atMoment(chance.nextInt(MOMENTS.size()));
      default -> {
        try (var _ = Node.ready(home, port)) {
          Await.pass(Duration.ofMillis(chance.nextInt(SLICE_MILLIS)));
        }
        yield End.AT_RANDOM;
      }
    };
  }

  private End atMoment(int moment) {
    var pause = "-Dholdfast.pause=" + MOMENTS.get(moment) + ":" + (1 + chance.nextInt(4));
    try (var node = Node.start(home, port, pause)) {
      boolean reached =
          Await.happens(Node.READY, () -> node.isPaused() || isUp())
              && Await.happens(UNTIL_THE_MOMENT, node::isPaused);
      assertThat(node.isAlive()).as(node::tail).isTrue();
      return reached ? End.values()[End.INTENT_WRITTEN.ordinal() + moment] : End.AT_RANDOM;
    }
  }

  private boolean isUp() {
    return api.get().status("/readyz") == 200;
  }

  private Reckoning.Count settle() {
    load.calm();
    Await.until(
        UNTIL_QUIET, load::isThrough, () -> "asked and acknowledged: " + load.accepted().size());
    api.get().awaitQuiet(UNTIL_QUIET);
    return new Reckoning(api.get(), load).reckon();
  }

  private void assertVerified() {
    var verified =
        Program.run(home.folder(), "ledger", "verify", "--json", "-w", home.folder().toString());
    assertThat(verified.code()).as(verified.output()).isZero();
    assertThat(Api.JSON.readTree(verified.output()).path("sound").asBoolean(false))
        .as(verified.output())
        .isTrue();
  }
}
