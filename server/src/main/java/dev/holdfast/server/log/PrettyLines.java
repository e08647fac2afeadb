package dev.holdfast.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.holdfast.execution.secrets.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// The same for a person who develops: time, severity, event, fields.
final class PrettyLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NONE = new byte[0];

  private final Redaction redaction;
  private final DateTimeFormatter time =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  PrettyLines(Redaction redaction) {
    this.redaction = redaction;
  }

  @Override
  public byte[] headerBytes() {
    return NONE;
  }

  @Override
  public byte[] footerBytes() {
    return NONE;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new StringBuilder();
    line.append(time.format(Instant.ofEpochMilli(event.getTimeStamp())));
    line.append(" %-5s ".formatted(event.getLevel())).append(event.getFormattedMessage());
    var pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> line.append("  ").append(pair.key).append('=').append(pair.value));
    }
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return redaction.redact(line.toString()).getBytes(StandardCharsets.UTF_8);
  }
}
