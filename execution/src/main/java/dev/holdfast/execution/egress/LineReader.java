package dev.holdfast.execution.egress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/// Reads lines of limited length that end in LF or CRLF.
final class LineReader {
  private final InputStream input;
  private final Charset charset;
  private final int longest;
  private boolean ended = false;

  /// @param longest bytes of one line, without its end
  LineReader(InputStream input, Charset charset, int longest) {
    this.input = input;
    this.charset = charset;
    this.longest = longest;
  }

  /// The next line; empty at the end of the input. A last line without an end counts.
  Optional<String> next() throws IOException {
    var line = new ByteArrayOutputStream();
    int read = input.read();
    if (read < 0) {
      return Optional.empty();
    }
    while (read >= 0 && read != '\n') {
      if (line.size() == longest) {
        throw new TooLarge("a line of the answer is longer than " + longest + " bytes");
      }
      line.write(read);
      read = input.read();
    }
    ended = read < 0;
    var text = line.toString(charset);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  /// A line that must be there, with its end.
  String required() throws IOException {
    var line = next();
    if (line.isEmpty() || ended) {
      throw new EOFException("the connection was closed");
    }
    return line.get();
  }
}
