package dev.holdfast.gateway.ledger;

import dev.holdfast.control.replay.Replay;
import dev.holdfast.control.replay.Verification;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.SealedEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// `/v1/ledger`.
public final class LedgerRoutes {
  private final Reader reader;
  private final Versions<Policy> policy;
  private final Codec codec = new Codec();
  private final Semaphore verifying = new Semaphore(1);

  public LedgerRoutes(Reader reader, Versions<Policy> policy) {
    this.reader = reader;
    this.policy = policy;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/ledger/verify",
            Access.OPERATE,
            Route.Spec.of(
                "Verify chains and replay; lines of JSON: progress, then the verification", ""),
            this::verify),
        Route.get(
            "/v1/ledger/entries/{id}",
            Access.READ,
            Route.Spec.of("Show one entry with its hash", "Entry"),
            this::entry));
  }

  private Reply entry(Call call) {
    return number(call.place("id"))
        .flatMap(reader::entry)
        .map(sealed -> Reply.ok(doc(sealed)))
        .orElseGet(() -> Reply.refused(Problems.missing("entry " + call.place("id"))));
  }

  private static Optional<Long> number(String text) {
    return text.matches("[1-9]\\d{0,17}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private Doc doc(SealedEntry sealed) {
    return new Doc()
        .number("entry", sealed.id())
        .time("at", sealed.at())
        .text("hash", sealed.hash())
        .text("body", sealed.body())
        .node("content", codec.tree(sealed));
  }

  /// It reads everything there is, so there is one at a time.
  private Reply verify(Call call) {
    if (!verifying.tryAcquire()) {
      return Reply.refused(Problems.full("verifications", 1));
    }
    return new Reply.Streamed(200, Map.of("Content-Type", "application/x-ndjson"), this::verify);
  }

  private void verify(Reply.Line line) throws IOException {
    try {
      // The client learns at once that it is connected.
      line.send("");
      var replay = new Replay(reader, policy, entries -> progress(line, entries));
      line.send(doc(replay.verify()).line() + "\n");
    } catch (UncheckedIOException gone) {
      throw new IOException("the client went away", gone);
    } finally {
      verifying.release();
    }
  }

  private static void progress(Reply.Line line, long entries) {
    try {
      line.send(new Doc().number("verified", entries).line() + "\n");
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static Doc doc(Verification verification) {
    return new Doc()
        .flag("sound", verification.isSound())
        .number("entries", verification.entries())
        .number("streams", verification.streams())
        .number("desks", verification.desks())
        .findings("findings", verification.findings())
        .number("findingCount", verification.findingCount());
  }
}
