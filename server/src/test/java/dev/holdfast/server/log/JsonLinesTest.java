package dev.holdfast.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.holdfast.execution.secrets.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonLinesTest {
  private final Redaction redaction = new Redaction();
  private final LoggerContext context = new LoggerContext();

  private String encoded(String logger, String message, Throwable thrown, KeyValuePair... fields) {
    var event =
        new LoggingEvent("", context.getLogger(logger), Level.WARN, message, thrown, new Object[0]);
    event.setKeyValuePairs(List.of(fields));
    return new String(new JsonLines(redaction).encode(event), StandardCharsets.UTF_8);
  }

  private static JsonNode read(String line) {
    assertThat(line).endsWith("\n").doesNotContain("\n ");
    return JsonMapper.shared().readTree(line);
  }

  @Test
  void an_event_is_one_line_with_typed_fields() {
    var line =
        encoded(
            "dev.holdfast.execution.lanes.Attending",
            "task.started",
            null,
            new KeyValuePair("correlationId", "request_4"),
            new KeyValuePair("attempt", 2));
    var json = read(line);
    assertThat(json.path("event").asString()).isEqualTo("task.started");
    assertThat(json.path("severity").asString()).isEqualTo("WARN");
    assertThat(json.path("correlationId").asString()).isEqualTo("request_4");
    assertThat(json.path("attempt").isInt()).isTrue();
  }

  @Test
  void what_a_library_says_is_no_event_name() {
    var json = read(encoded("org.eclipse.jetty.server.Server", "Started \"x\"\nnow", null));
    assertThat(json.path("event").asString()).isEqualTo("library");
    assertThat(json.path("message").asString()).isEqualTo("Started \"x\"\nnow");
  }

  @Test
  void a_secret_is_in_no_part_of_a_line() {
    redaction.learn("s3cr3t-value");
    var line =
        encoded(
            "dev.holdfast.gateway.Gateway",
            "http.failed",
            new IllegalStateException("with s3cr3t-value inside"),
            new KeyValuePair("url", "https://x/?key=s3cr3t-value"));
    assertThat(line).doesNotContain("s3cr3t-value").contains("***");
    assertThat(read(line).path("error").path("type").asString()).endsWith("IllegalStateException");
  }
}
