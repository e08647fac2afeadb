package dev.holdfast.gateway.http;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection that a request came over. Jetty does not read it while the request is answered,
/// so a caller that hangs up meanwhile goes unnoticed; whoever makes callers wait asks here.
final class Line {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);
  private final Optional<SelectableChannel> channel;

  private Line(Optional<SelectableChannel> channel) {
    this.channel = channel;
  }

  static Line of(Request request) {
    var end = request.getConnectionMetaData().getConnection().getEndPoint();
    return new Line(
        end instanceof SelectableChannelEndPoint selectable
            ? Optional.of(selectable.getChannel())
            : Optional.empty());
  }

  /// Whether the caller has hung up. The request was read to its end, so there is nothing to read
  /// but the connection's end; a caller that sends its next request before this one's answer counts
  /// as one that does not wait.
  boolean isDropped() {
    return channel.isPresent() && isReadable(channel.get());
  }

  private static boolean isReadable(SelectableChannel open) {
    try (var selector = Selector.open()) {
      open.register(selector, SelectionKey.OP_READ);
      return selector.selectNow() > 0;
    } catch (ClosedChannelException _) {
      return true;
    } catch (IOException unknown) {
      LOG.atWarn()
          .setMessage("http.line-unknown")
          .addKeyValue("remediation", "raise the limit of open files")
          .setCause(unknown)
          .log();
      return false;
    }
  }
}
