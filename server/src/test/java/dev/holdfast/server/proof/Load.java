package dev.holdfast.server.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Everybody around a server: those who ask, those who work, and two receivers, of which one counts
/// on getting nothing twice.
final class Load implements AutoCloseable {
  private static final int REQUESTERS = 4;
  private static final int WORKERS = 3;
  private static final Duration SENDER_WAITS = Duration.ofSeconds(1);

  private final Requester requester;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Sink again;
  private final Sink once;

  Load(Supplier<Api> servers, long seed) {
    this.requester = new Requester(servers, seed);
    for (int i = 0; i < WORKERS; i++) {
      workers.add(new Worker(servers, "worker-" + i, seed + i));
    }
    var late = SENDER_WAITS.plusMillis(700);
    this.again = Sink.open((id, earlier) -> temper(id, earlier, seed), late);
    this.once = Sink.open((id, earlier) -> temper(id, earlier, seed + 1), late);
  }

  /// Nine out of ten calls are taken at once. A message's later calls are refused at most twice, so
  /// that each one gets through.
  private static Sink.Mood temper(String id, int earlier, long seed) {
    int dice = Math.floorMod((id + earlier + seed).hashCode(), 100);
    if (earlier > 2 || dice >= 10) {
      return Sink.Mood.TAKE;
    }
    return switch (dice) {
      case 0, 1 -> Sink.Mood.TAKE_AND_VANISH;
      case 2 -> Sink.Mood.TAKE_TOO_LATE;
      case 3, 4, 5 -> Sink.Mood.REFUSE;
      default -> Sink.Mood.TAKE_SLOWLY;
    };
  }

  /// The workspace that this load is for.
  ///
  /// @param store as it stands in the file
  String yaml(String store) {
    return """
    holdfast: 1
    workspace: proof
    server: {store: "%s", data: ./data}
    egress: {allow: ["127.0.0.1:%d", "127.0.0.1:%d"]}
    lanes:
      work: {concurrency: 64, queue: 10000, timeout: 5s}
    channels:
      again:
        kind: webhook
        url: %s
        secret: ${env:PROOF_SECRET}
        responder: work
        waiting: 10000
        accepts: [reply]
        unknown: retry
        attempts: 100
        timeout: 1s
        backoff: {base: 50ms, cap: 500ms}
      once:
        kind: webhook
        url: %s
        secret: ${env:PROOF_SECRET}
        responder: work
        waiting: 10000
        accepts: [reply]
        unknown: hold
        attempts: 100
        timeout: 1s
        backoff: {base: 50ms, cap: 500ms}
    agents:
      hand: {kind: worker, lane: work}
    contracts:
      work:
        objective: Answer what was asked
        agent: hand
        output:
          schema:
            type: object
            required: [text, fence]
            properties: {text: {type: string}, fence: {type: integer}}
            additionalProperties: false
        budget: {time: 1h, attempts: 100}
        checks:
          - {name: done, that: "output.text.startsWith('done: ')"}
    """
        .formatted(store, again.port(), once.port(), again.url(), once.url());
  }

  void begin() {
    for (int i = 0; i < REQUESTERS; i++) {
      threads.add(Thread.ofVirtual().start(requester::run));
    }
    workers.forEach(worker -> threads.add(Thread.ofVirtual().start(worker::run)));
  }

  void grant(int requests) {
    requester.grant(requests);
  }

  boolean isThrough() {
    return requester.isThrough();
  }

  /// Workers do their work from now on, so that everything comes to its end.
  void calm() {
    workers.forEach(Worker::behave);
  }

  /// Waits until every request that was begun has been acknowledged, then lets nobody begin
  /// another.
  void end() {
    requester.end();
    workers.forEach(Worker::end);
    for (var thread : threads) {
      try {
        thread.join(Duration.ofSeconds(30));
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }
    threads.clear();
  }

  Map<String, String> accepted() {
    return requester.accepted();
  }

  List<String> complaints() {
    return Stream.concat(
            requester.complaints().stream(),
            workers.stream().flatMap(worker -> worker.complaints().stream()))
        .toList();
  }

  int stale() {
    return workers.stream().mapToInt(Worker::stale).sum();
  }

  Sink again() {
    return again;
  }

  Sink once() {
    return once;
  }

  @Override
  public void close() {
    end();
    again.close();
    once.close();
  }
}
