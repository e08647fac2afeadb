package dev.holdfast.execution.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A body of known length; it breaks off loudly.
final class MeasuredBody extends InputStream implements BoundedBody {
  private final InputStream input;
  private long left;

  MeasuredBody(InputStream input, long length) {
    this.input = input;
    this.left = length;
  }

  @Override
  public boolean isAtEnd() {
    return left == 0;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = input.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the answer broke off " + left + " bytes before its end");
    }
    left -= read;
    return read;
  }
}
