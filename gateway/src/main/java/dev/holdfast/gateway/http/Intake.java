package dev.holdfast.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in a body, within limits of size and time.
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final Duration TIME_MAX = Duration.ofSeconds(30);

  /// A sender that is told before it has finished often sees a broken connection instead of the
  /// answer; so much is read and thrown away first.
  private static final int THROWN_AWAY_MAX = 32 << 20;

  private static final int PIECE = 64 << 10;

  private Intake() {}

  /// The same for those who are refused before their body is asked for.
  private static final long PASSED_OVER_MAX = 1L << 20;

  private static final Duration PASSED_OVER_IN = Duration.ofSeconds(2);

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
    var piece = new byte[piece(request.getLength())];
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

  /// As large as what was announced, within limits: most bodies are small, and many come at once.
  private static int piece(long announced) {
    return announced < 0 ? PIECE : Math.clamp(announced, 64, PIECE);
  }

  private static Taken decoded(byte[] bytes) {
    try {
      return new Taken.Body(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return new Taken.Refused(Problems.notJson("body", "The body is not UTF-8."));
    }
  }

  /// Reads a refused request's body to its end, if it says that it is short and comes soon: a
  /// sender who is still writing would see a broken connection instead of the answer.
  static void passOver(Request request) {
    long length = request.getLength();
    if (length <= 0 || length > PASSED_OVER_MAX) {
      return;
    }
    var wire = request.getConnectionMetaData().getConnection().getEndPoint();
    long usual = wire.getIdleTimeout();
    wire.setIdleTimeout(PASSED_OVER_IN.toMillis());
    try {
      var stream = Request.asInputStream(request);
      var piece = new byte[PIECE];
      long deadline = System.nanoTime() + PASSED_OVER_IN.toNanos();
      while (stream.read(piece) >= 0 && System.nanoTime() < deadline) {
        // Each piece is thrown away.
      }
    } catch (IOException gone) {
      LOG.atDebug().setMessage("http.body-lost").setCause(gone).log();
    } finally {
      wire.setIdleTimeout(usual);
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
