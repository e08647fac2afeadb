package dev.holdfast.execution.egress;

import java.io.IOException;
import java.io.InputStream;

/// Reads byte by byte what it takes in gulps, never waiting for more than there is. For one thread:
/// it has no lock, which for single bytes would cost more than all that is done with them.
final class Gulps extends InputStream {
  private final InputStream input;
  private final byte[] gulp;
  private int next = 0;
  private int end = 0;

  Gulps(InputStream input, int size) {
    this.input = input;
    this.gulp = new byte[size];
  }

  @Override
  public int read() throws IOException {
    return isFilled() ? gulp[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!isFilled()) {
      return -1;
    }
    int count = Math.min(length, end - next);
    System.arraycopy(gulp, next, bytes, offset, count);
    next += count;
    return count;
  }

  /// Whether there is a byte; waits for one.
  private boolean isFilled() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, input.read(gulp, 0, gulp.length));
    }
    return next < end;
  }
}
