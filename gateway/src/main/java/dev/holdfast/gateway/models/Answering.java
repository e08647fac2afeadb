package dev.holdfast.gateway.models;

import dev.holdfast.core.models.ModelId;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.ledger.Meter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers requests of one dialect. While there is nothing to tell, the line is looked at: a caller
/// that has hung up ends its question.
final class Answering {
  /// How soon a hang-up is seen.
  private static final Duration LOOK = Duration.ofMillis(200);

  /// So long a stream waits for its status: a question that fails before its first content fails
  /// like any other. After that the line must be kept alive, and for that it must be open.
  private static final Duration STATUS = Duration.ofSeconds(10);

  private final Dialect dialect;
  private final ModelDoor door;
  private final Orders orders;
  private final InstantSource clock;
  private final Meter meter;

  Answering(Dialect dialect, ModelDoor door, Orders orders, InstantSource clock, Meter meter) {
    this.dialect = dialect;
    this.door = door;
    this.orders = orders;
    this.clock = clock;
    this.meter = meter;
  }

  Reply answer(Call call) throws InterruptedException {
    return switch (orders.take(call, dialect)) {
      case Orders.Taken.Refused(var failure) -> failure.reply(call.correlation());
      case Orders.Taken.Placed placed -> answer(call, placed);
    };
  }

  private Reply answer(Call call, Orders.Taken.Placed placed) throws InterruptedException {
    var underWay =
        switch (placed.manner()) {
          case WHOLE, BUFFERED -> UnderWay.whole(door, placed.inquiry(), placed.pass());
          case COMMITTED -> UnderWay.committed(door, placed.inquiry(), placed.pass());
        };
    boolean streams = false;
    try {
      var first = first(underWay, call, placed.manner());
      var reply = reply(call, placed, underWay, first);
      streams = reply instanceof Reply.Streamed;
      return reply;
    } finally {
      if (!streams) {
        underWay.close();
      }
    }
  }

  /// What decides how the answer begins; nothing when a stream has to begin without it, or when
  /// nobody waits any more.
  private static Heard first(UnderWay underWay, Call call, Orders.Manner manner)
      throws InterruptedException {
    long began = System.nanoTime();
    var heard = underWay.next(LOOK);
    while (heard instanceof Heard.Nothing && !call.abandoned().getAsBoolean()) {
      if (manner != Orders.Manner.WHOLE && System.nanoTime() - began > STATUS.toNanos()) {
        return heard;
      }
      heard = underWay.next(LOOK);
    }
    return heard;
  }

  private Reply reply(Call call, Orders.Taken.Placed placed, UnderWay underWay, Heard first) {
    var mark = Mark.of(clock.instant(), call.correlation());
    return switch (first) {
      case Heard.Broken(var defect) -> throw defect;
      case Heard.Ended(Outcome.Refused refused) -> refused(call, placed, refused);
      case Heard.Ended(Outcome.Answered answered) when placed.manner() == Orders.Manner.WHOLE -> {
        count(placed.manner(), "answered");
        yield whole(placed, mark, answered);
      }
      case Heard.Nothing() when call.abandoned().getAsBoolean() -> {
        count(placed.manner(), "abandoned");
        yield Failing.abandoned().reply(call.correlation());
      }
      case Heard.Ended(Outcome.Answered answered) ->
          with(streamed(call, placed, underWay, first), told(answered.by()));
      case Heard.Begun(var model, int attempt, var lowered) ->
          with(streamed(call, placed, underWay, first), told(model, attempt, lowered));
      case Heard.Piece _ ->
          throw new IllegalStateException("a piece of an answer that nobody has begun");
      case Heard.Nothing() -> streamed(call, placed, underWay, first);
    };
  }

  private Reply refused(Call call, Orders.Taken.Placed placed, Outcome.Refused refused) {
    count(placed.manner(), "refused");
    var failure = Failing.of(refused);
    return with(failure.reply(call.correlation()), placed.headers());
  }

  private Reply whole(Orders.Taken.Placed placed, Mark mark, Outcome.Answered answered) {
    var headers = new LinkedHashMap<>(placed.headers());
    headers.put("Content-Type", "application/json");
    headers.putAll(told(answered.by()));
    return new Reply.Whole(200, headers, dialect.whole(placed.wanted(), mark, answered).toString());
  }

  private static Map<String, String> told(Outcome.Served by) {
    return told(by.model(), by.attempts(), by.lowered());
  }

  private static Map<String, String> told(ModelId model, int attempts, Outcome.Lowered lowered) {
    var told = new LinkedHashMap<String, String>();
    told.put("x-holdfast-model", plain(model.text()));
    told.put("x-holdfast-attempts", Integer.toString(attempts));
    if (!lowered.isNot()) {
      told.put("x-holdfast-lowered", plain(lowered.budget()));
    }
    return told;
  }

  private static Reply with(Reply reply, Map<String, String> headers) {
    var all = reply;
    for (var header : headers.entrySet()) {
      all = all.with(header.getKey(), header.getValue());
    }
    return all;
  }

  /// A header holds visible ASCII only.
  private static String plain(String text) {
    return text.replaceAll("[^\\x21-\\x7e]", "?");
  }

  private Reply streamed(Call call, Orders.Taken.Placed placed, UnderWay underWay, Heard first) {
    var mark = Mark.of(clock.instant(), call.correlation());
    var recital = new Recital(dialect.script(placed.wanted(), mark));
    var headers = new LinkedHashMap<>(placed.headers());
    headers.put("Content-Type", "text/event-stream; charset=utf-8");
    headers.put("Cache-Control", "no-store");
    // Proxies that would gather a stream are told not to.
    headers.put("X-Accel-Buffering", "no");
    return new Reply.Streamed(
        200,
        headers,
        line -> {
          var result = "abandoned";
          try (underWay) {
            result = new Stream(underWay, recital, call, line).tell(first);
          } finally {
            count(placed.manner(), result);
          }
        });
  }

  private void count(Orders.Manner manner, String result) {
    meter.count(
        "model.gateway",
        "api",
        dialect.path(),
        "manner",
        manner.name().toLowerCase(java.util.Locale.ROOT),
        "result",
        result);
  }
}
