package dev.holdfast.execution.egress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/// Takes an answer's body in.
sealed interface Reception {
  Exchange receive(AnswerHead head, InputStream body, Watchdog watchdog) throws IOException;

  /// All at once.
  record Collected(OutboundRequest.Limits limits) implements Reception {
    private static final int BUFFER = 8 * 1024;

    @Override
    public Exchange receive(AnswerHead head, InputStream body, Watchdog watchdog)
        throws IOException {
      var text = new ByteArrayOutputStream();
      try {
        fill(text, body);
      } catch (IOException brokenOff) {
        if (limits.reading() == OutboundRequest.Reading.WHOLE) {
          throw brokenOff;
        }
        // The status is the answer; what came of the body is enough.
      }
      return new Exchange.Answered(
          head.status(), head.reason(), head.headers(), text.toString(head.charset()));
    }

    private void fill(ByteArrayOutputStream text, InputStream body) throws IOException {
      var buffer = new byte[BUFFER];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        int room = limits.bodyMax() - text.size();
        text.write(buffer, 0, Math.min(read, room));
        if (read > room) {
          throw new TooLarge("the answer is longer than " + limits.bodyMax() + " bytes");
        }
      }
    }
  }

  /// Line by line, if the request succeeded; else all at once.
  record Streamed(OutboundRequest.Limits limits, Pace pace, Lines lines) implements Reception {
    private static final int GULP = 4 * 1024;
    private static final Duration ENDING = Duration.ofSeconds(1);
    private static final Duration REFUSAL = Duration.ofSeconds(5);

    @Override
    public Exchange receive(AnswerHead head, InputStream body, Watchdog watchdog)
        throws IOException {
      if (!head.isSuccess()) {
        watchdog.allow(REFUSAL, "idle-timeout");
        return new Collected(limits).receive(head, body, watchdog);
      }
      var reader = new LineReader(new Gulps(body, GULP), head.charset(), pace.lineMax());
      long size = 0;
      for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
        size += line.get().length() + 1L;
        if (size > limits.bodyMax()) {
          throw new TooLarge("the stream is longer than " + limits.bodyMax() + " characters");
        }
        switch (lines.line(line.get())) {
          case CONTENT -> watchdog.allow(pace.idle(), "idle-timeout");
          case KEEP_ALIVE -> unlessOver(watchdog);
          case ENDING -> watchdog.allow(least(pace.idle(), ENDING), "idle-timeout");
          case ENOUGH -> {
            return answered(head);
          }
        }
      }
      return answered(head);
    }

    private static Duration least(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }

    private static void unlessOver(Watchdog watchdog) throws IOException {
      // Lines that are already buffered would be read although the connection is closed.
      if (!watchdog.bite().isEmpty()) {
        throw new EOFException("the stream was closed");
      }
    }

    private static Exchange answered(AnswerHead head) {
      return new Exchange.Answered(head.status(), head.reason(), head.headers(), "");
    }
  }
}
