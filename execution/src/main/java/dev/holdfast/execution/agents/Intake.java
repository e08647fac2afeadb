package dev.holdfast.execution.agents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads one stream of a program to its end, on a platform thread: a read from a pipe would hold a
/// virtual thread's carrier.
final class Intake {
  private static final int BUFFER = 8 * 1024;

  private final InputStream stream;
  private final Keep keep;
  private final int limit;
  private final Runnable overflow;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread thread;
  private boolean overflowed = false;

  /// What is kept of a stream that is longer than its limit.
  enum Keep {
    /// The beginning; one byte more calls `overflow`.
    HEAD,
    /// The last bytes.
    TAIL
  }

  Intake(InputStream stream, Keep keep, int limit, Runnable overflow) {
    this.stream = stream;
    this.keep = keep;
    this.limit = limit;
    this.overflow = overflow;
    this.thread = Thread.ofPlatform().daemon().name("program-output").start(this::drain);
  }

  private void drain() {
    var buffer = new byte[BUFFER];
    try (stream) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        take(buffer, read);
      }
    } catch (IOException _) {
      // The process is gone; what was read by then is what there is.
    }
  }

  private synchronized void take(byte[] buffer, int length) {
    switch (keep) {
      case HEAD -> {
        int room = limit - kept.size();
        kept.write(buffer, 0, Math.min(length, room));
        if (length > room && !overflowed) {
          overflowed = true;
          overflow.run();
        }
      }
      case TAIL -> {
        kept.write(buffer, 0, length);
        if (kept.size() > BUFFER + limit) {
          var all = kept.toByteArray();
          kept.reset();
          kept.write(all, all.length - limit, limit);
        }
      }
    }
  }

  /// Waits for the stream's end.
  void await() throws InterruptedException {
    thread.join();
  }

  synchronized boolean overflowed() {
    return overflowed;
  }

  synchronized byte[] bytes() {
    return kept.toByteArray();
  }

  /// The last characters, at most `limit` bytes of them.
  synchronized String tail(int most) {
    var all = kept.toByteArray();
    int from = Math.max(0, all.length - most);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
  }
}
