package dev.holdfast.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.Request;

/// Takes in a body, within limits of size and time.
final class Intake {
  private static final Duration TIME_MAX = Duration.ofSeconds(30);

  /// A sender that is told before it has finished often sees a broken connection instead of the
  /// answer; so much is read and thrown away first.
  private static final int THROWN_AWAY_MAX = 32 << 20;

  private static final int PIECE = 64 << 10;

  private Intake() {}

  sealed interface Taken {
    record Body(String text) implements Taken {}

    record Refused(Problem problem) implements Taken {}
  }

  static Taken take(Request request, int max) throws IOException {
    var stream = Request.asInputStream(request);
    long deadline = System.nanoTime() + TIME_MAX.toNanos();
    if (request.getLength() > max) {
      return tooLarge(stream, max, deadline);
    }
    var body = new java.io.ByteArrayOutputStream((int) Math.max(32, request.getLength()));
    var piece = new byte[PIECE];
    for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
      if (body.size() + count > max) {
        return tooLarge(stream, max, deadline);
      }
      if (System.nanoTime() > deadline) {
        return new Taken.Refused(Problems.tooSlow(TIME_MAX.toSeconds()));
      }
      body.write(piece, 0, count);
    }
    return decoded(body.toByteArray());
  }

  private static Taken decoded(byte[] bytes) {
    try {
      return new Taken.Body(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return new Taken.Refused(Problems.notJson("body", "The body is not UTF-8."));
    }
  }

  private static Taken tooLarge(InputStream stream, int max, long deadline) throws IOException {
    long thrown = 0;
    var piece = new byte[PIECE];
    while (thrown < THROWN_AWAY_MAX && System.nanoTime() < deadline) {
      int count = stream.read(piece);
      if (count < 0) {
        break;
      }
      thrown += count;
    }
    return new Taken.Refused(Problems.tooLarge(max));
  }
}
