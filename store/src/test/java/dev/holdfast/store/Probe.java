package dev.holdfast.store;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Standing.Place;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.Entry;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.SealedEntry;
import dev.holdfast.ledger.Written;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How fast a store takes what one life of a request writes: 12 stream rows and 5 entries, each
/// stage in its own commit, in groups. Arguments: `sqlite` or `postgresql`, and how many groups.
public final class Probe {
  private static final int GROUP = 256;
  private static final String SHA = "ab".repeat(32);
  private static final String STATE =
      "{\"is\":\"task.offered\",\"body\":\"" + "x".repeat(400) + "\"}";
  private static final String BODY = "{\"entry\":1,\"body\":\"" + "y".repeat(900) + "\"}";

  private final Ledger ledger;
  private long sequence;
  private String hash = SealedEntry.GENESIS;

  private Probe(Ledger ledger) {
    this.ledger = ledger;
  }

  public static void main(String[] arguments) {
    var shelf = arguments[0].equals("sqlite") ? new SqliteShelf() : new PostgresShelf();
    int groups = Integer.parseInt(arguments[1]);
    try (shelf;
        var ledger = shelf.open()) {
      var probe = new Probe(ledger);
      probe.run(groups / 4);
      var threads = ManagementFactory.getThreadMXBean();
      long begin = System.nanoTime();
      long busy = threads.getCurrentThreadCpuTime();
      probe.run(groups);
      int lives = groups * GROUP;
      double seconds = (System.nanoTime() - begin) / 1e9;
      // On a busy machine this says more than the time that passed.
      double micros = (threads.getCurrentThreadCpuTime() - busy) / 1e3 / lives;
      System.out.printf(
          "%s: %d lifecycles in %.1f s: %.0f/s, %.0f us of the writing thread each%n",
          arguments[0], lives, seconds, lives / seconds, micros);
    }
  }

  private void run(int groups) {
    for (int group = 0; group < groups; group++) {
      long first = ledger.reserve(GROUP);
      for (int stage = 0; stage < 5; stage++) {
        write(first, stage);
      }
    }
  }

  private void write(long first, int stage) {
    try (var page = ledger.open()) {
      read(page, first, stage);
      var entries = new ArrayList<SealedEntry>();
      var streams = new ArrayList<Written>();
      for (int i = 0; i < GROUP; i++) {
        long id = Entry.id(ledger.seat().desk(), ++sequence);
        hash = Codec.hash(hash, BODY);
        entries.add(new SealedEntry(id, page.now(), BODY, hash));
        stage(stage, first + i * StreamId.STRIDE, id, page.now(), streams);
      }
      var commit = page.commit(new Leaf(entries, streams, List.of()));
      if (!(commit instanceof Commit.Done)) {
        throw new IllegalStateException(commit.toString());
      }
    }
  }

  private static void read(Page page, long first, int stage) {
    if (stage == 1) {
      page.leased(Kind.TASK, "routine");
      page.ready(Kind.TASK, "routine", Hands.WORKER, GROUP);
    }
    if (stage == 3) {
      page.leased(Kind.DELIVERY, "web");
      page.ready(Kind.DELIVERY, "web", Hands.NODE, GROUP);
    }
  }

  private static void stage(int stage, long key, long entry, Instant now, List<Written> streams) {
    var session = StreamId.named(Kind.SESSION, "session " + key);
    var task = Standing.of("offered").under(key).due(now.plus(Duration.ofHours(1)));
    var delivery =
        Standing.of("ready").under(key).proven(key, SHA).due(now.plus(Duration.ofHours(1)));
    switch (stage) {
      case 0 -> {
        streams.add(of(Kind.REQUEST, key, 1, entry, Standing.of("accepted")));
        streams.add(of(Kind.RUN, key, 1, entry, Standing.of("working").under(session.key())));
        streams.add(
            of(Kind.TASK, key, 1, entry, task.queued("routine", Hands.WORKER, Place.READY, 3)));
        streams.add(of(Kind.SESSION, session.key(), 1, entry, Standing.of("busy").under(key)));
      }
      case 1 ->
          streams.add(
              of(Kind.TASK, key, 2, entry, task.queued("routine", Hands.WORKER, Place.LEASED, 3)));
      case 2 -> {
        var accepted = Standing.of("accepted").under(key).proven(key, SHA);
        streams.add(of(Kind.TASK, key, 3, entry, accepted));
        streams.add(of(Kind.RUN, key, 2, entry, Standing.of("completed").under(session.key())));
        streams.add(of(Kind.REQUEST, key, 2, entry, Standing.of("replied")));
        streams.add(of(Kind.SESSION, session.key(), 2, entry, Standing.of("idle")));
        streams.add(
            of(Kind.DELIVERY, key, 1, entry, delivery.queued("web", Hands.NODE, Place.READY, 0)));
      }
      case 3 ->
          streams.add(
              of(
                  Kind.DELIVERY,
                  key,
                  2,
                  entry,
                  delivery.queued("web", Hands.NODE, Place.LEASED, 0)));
      default -> {
        var delivered = Standing.of("delivered").under(key).proven(key, SHA);
        streams.add(of(Kind.DELIVERY, key, 3, entry, delivered));
      }
    }
  }

  private static Written of(Kind kind, long key, long version, long entry, Standing standing) {
    return new Written(new StreamId(kind, key), version - 1, version, entry, standing, STATE);
  }
}
