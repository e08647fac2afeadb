package dev.holdfast.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.holdfast.execution.secrets.Redaction;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// One JSON object per line: `time`, `severity`, `event`, then the fields of the call, then
/// `error`. Every text goes through the redaction first.
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final String OWN = "dev.holdfast.";
  private static final int LONGEST_TEXT = 8192;
  private static final byte[] NONE = new byte[0];
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Redaction redaction;

  JsonLines(Redaction redaction) {
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
    var line = new StringWriter();
    try (var json = MAPPER.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringProperty("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
      json.writeStringProperty("severity", event.getLevel().toString());
      name(event, json);
      fields(event, json);
      error(event.getThrowableProxy(), json);
      json.writeEndObject();
    }
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Our own events have fixed names; what a library says is a text of its own.
  private void name(ILoggingEvent event, JsonGenerator json) {
    if (event.getLoggerName().startsWith(OWN)) {
      json.writeStringProperty("event", clean(event.getFormattedMessage()));
    } else {
      json.writeStringProperty("event", "library");
      json.writeStringProperty("library", event.getLoggerName());
      json.writeStringProperty("message", clean(event.getFormattedMessage()));
    }
  }

  private void fields(ILoggingEvent event, JsonGenerator json) {
    var pairs = event.getKeyValuePairs();
    if (pairs == null) {
      return;
    }
    for (var pair : pairs) {
      switch (pair.value) {
        case Long number -> json.writeNumberProperty(pair.key, number);
        case Integer number -> json.writeNumberProperty(pair.key, number);
        case Double number -> json.writeNumberProperty(pair.key, number);
        case Boolean truth -> json.writeBooleanProperty(pair.key, truth);
        case null -> json.writeNullProperty(pair.key);
        case Object other -> json.writeStringProperty(pair.key, clean(other.toString()));
      }
    }
  }

  private void error(IThrowableProxy thrown, JsonGenerator json) {
    if (thrown == null) {
      return;
    }
    json.writeObjectPropertyStart("error");
    json.writeStringProperty("type", thrown.getClassName());
    json.writeStringProperty("message", clean(String.valueOf(thrown.getMessage())));
    json.writeStringProperty("stack", clean(ThrowableProxyUtil.asString(thrown)));
    json.writeEndObject();
  }

  private String clean(String text) {
    var shown = redaction.redact(text);
    return shown.length() <= LONGEST_TEXT ? shown : shown.substring(0, LONGEST_TEXT) + "…";
  }
}
