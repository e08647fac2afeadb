package dev.holdfast.execution.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class MessageTextTest {
  private static final Instant MOMENT = Instant.parse("2026-11-23T09:00:00Z");
  private static final StreamId INSTANT = new StreamId(Kind.INSTANT, 112);

  private static JsonNode text(long run, Provenance provenance) {
    var message =
        new Message(
            MessageKind.STATUS,
            "ops",
            new Message.Content("", "fine", Json.NULL),
            new Message.Regarding("ops-team", "", run, INSTANT.text()),
            "key",
            MOMENT,
            MOMENT.plusSeconds(60),
            provenance);
    return JsonMapper.shared().readTree(MessageText.json(INSTANT.as(Kind.DELIVERY), message));
  }

  @Test
  void the_output_of_a_job_names_its_job_and_moment_and_no_request() {
    var origin = new Provenance.Origin("watch", MOMENT, "site", 1);
    var text = text(112, new Provenance.Scheduled(112, "0", origin));
    assertThat(text.path("job").asString()).isEqualTo("watch");
    assertThat(text.path("instant").asString()).isEqualTo("2026-11-23T09:00:00Z");
    assertThat(text.path("run").asString()).isEqualTo("run_3g");
    assertThat(text.has("request")).isFalse();
  }

  @Test
  void an_alert_about_a_job_names_no_request_and_no_run_where_none_was() {
    assertThat(text(112, new Provenance.Diagnosed()).has("request")).isFalse();
    assertThat(text(0, new Provenance.Diagnosed()).has("run")).isFalse();
  }
}
