package dev.holdfast.execution.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A body in chunks (RFC 9112, section 7.1); it breaks off loudly. Trailer fields are passed over.
final class ChunkedBody extends InputStream implements BoundedBody {
  private static final Pattern SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})[ \\t]*(?:;.*)?");
  private static final int LINE_MAX = 4 * 1024;
  private static final int TRAILERS_MAX = 100;
  private static final int HEX = 16;

  private final InputStream input;
  private final LineReader lines;
  private long left = 0;
  private boolean begun = false;
  private boolean ended = false;

  ChunkedBody(InputStream input) {
    this.input = input;
    this.lines = new LineReader(input, StandardCharsets.ISO_8859_1, LINE_MAX);
  }

  @Override
  public boolean isAtEnd() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = input.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the answer broke off inside a chunk");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (begun && !lines.required().isEmpty()) {
      throw new MalformedAnswer("a chunk of the answer is longer than its size");
    }
    begun = true;
    var size = SIZE.matcher(lines.required());
    if (!size.matches()) {
      throw new MalformedAnswer("a chunk of the answer has no size");
    }
    left = Long.parseLong(size.group(1), HEX);
    if (left == 0) {
      passTrailers();
      ended = true;
    }
  }

  private void passTrailers() throws IOException {
    for (int count = 0; !lines.required().isEmpty(); count++) {
      if (count == TRAILERS_MAX) {
        throw new MalformedAnswer("the answer has too many trailer fields");
      }
    }
  }
}
