package dev.holdfast.gateway.models;

import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Reply;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes an answer on as it comes. Everything that is there already leaves in one piece; nothing
/// is read ahead of a reader that is slow.
final class Stream {
  private static final Logger LOG = LoggerFactory.getLogger(Stream.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int PIECE_MAX = 16 << 10;

  private final UnderWay underWay;
  private final Recital recital;
  private final Call call;
  private final Reply.Line line;

  Stream(UnderWay underWay, Recital recital, Call call, Reply.Line line) {
    this.underWay = underWay;
    this.recital = recital;
    this.call = call;
    this.line = line;
  }

  /// Tells everything from the first on; returns how it ended.
  String tell(Heard first) throws IOException, InterruptedException {
    line.send(first instanceof Heard.Nothing ? ": waiting for the model\n\n" : gathered(first));
    long spoke = System.nanoTime();
    while (!recital.isOver()) {
      var heard = underWay.next(LOOK);
      if (!(heard instanceof Heard.Nothing)) {
        line.send(gathered(heard));
        spoke = System.nanoTime();
      } else if (call.abandoned().getAsBoolean()) {
        line.send(recital.abandoned());
        return "abandoned";
      } else if (System.nanoTime() - spoke > KEEP_ALIVE_NANOS) {
        line.send(": waiting for the model\n\n");
        spoke = System.nanoTime();
      }
    }
    return recital.isClean() ? "answered" : "failed";
  }

  /// This one's text, with those of all that are there behind it.
  private String gathered(Heard first) {
    var text = new StringBuilder();
    var heard = first;
    while (!(heard instanceof Heard.Nothing)) {
      if (heard instanceof Heard.Broken(var defect)) {
        LOG.atError()
            .setMessage("model.stream-failed")
            .addKeyValue("correlationId", call.correlation())
            .setCause(defect)
            .log();
      }
      text.append(recital.text(heard, call.correlation()));
      if (recital.isOver() || text.length() >= PIECE_MAX) {
        break;
      }
      heard = underWay.more();
    }
    return text.toString();
  }
}
