package dev.holdfast.execution.models;

import static dev.holdfast.execution.models.BreakingProvider.says;
import static dev.holdfast.execution.models.BreakingProvider.silent;
import static dev.holdfast.execution.models.BreakingProvider.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every attempt is told as a span, and none tells what was asked or answered.
final class SpansTest {
  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(folder);
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  @Test
  void each_attempt_is_a_span_by_the_names_of_opentelemetry() throws Exception {
    broker.provider.model("a", status("401 No", "", "{}")).model("b", says("whole", "b-served"));
    broker.ask("two");
    assertThat(broker.spans).hasSize(2);
    var failed = broker.spans.getFirst();
    assertThat(failed.name()).isEqualTo("chat a");
    assertThat(failed.fault()).isEqualTo("auth");
    assertThat(failed.facts().words())
        .isEqualTo(
            Map.of(
                "gen_ai.operation.name", "chat",
                "gen_ai.provider.name", "a",
                "gen_ai.request.model", "a",
                "error.type", "auth",
                "holdfast.asked", "two",
                "holdfast.correlation_id", "order-17"));
    assertThat(failed.facts().numbers()).isEqualTo(Map.of("holdfast.attempt", 1L));
    assertThat(failed.facts().lists()).isEmpty();
    var answered = broker.spans.getLast();
    assertThat(answered.name()).isEqualTo("chat b");
    assertThat(answered.fault()).isEmpty();
    assertThat(answered.facts().words()).containsEntry("gen_ai.response.model", "b-served");
    assertThat(answered.facts().words()).doesNotContainKey("error.type");
    assertThat(answered.facts().lists())
        .isEqualTo(Map.of("gen_ai.response.finish_reasons", List.of("stop")));
    var usage =
        broker.ended.getLast().reply() instanceof dev.holdfast.core.models.Reply.Whole whole
            ? whole.usage()
            : dev.holdfast.core.spend.Usage.NONE;
    assertThat(usage.total()).isPositive();
    assertThat(answered.facts().numbers())
        .containsEntry("holdfast.attempt", 2L)
        .containsEntry("gen_ai.usage.input_tokens", usage.input())
        .containsEntry("gen_ai.usage.output_tokens", usage.output() + usage.reasoning());
    assertThat(answered.began()).isBefore(answered.ended());
    assertThat(failed.ended()).isBeforeOrEqualTo(answered.ended());
  }

  @Test
  void it_belongs_where_the_asker_says() throws Exception {
    broker.provider.model("a", says("whole", "a"));
    broker.ask("one");
    assertThat(broker.spans.getFirst().trail()).isEqualTo(broker.trail());
  }

  @Test
  void nothing_that_was_asked_or_answered_is_told() throws Exception {
    broker.provider.model("a", status("400 Bad", "", "{\"error\":{\"message\":\"no secret-1\"}}"));
    broker.provider.model("b", says("secret-2", "b"));
    broker.ask(
        "two", Question.of(List.of(Turn.Asked.of("secret-1")), List.of()), new Manner.Buffered());
    broker.provider.model("a", says("secret-2", "a"));
    broker.ask(
        "two", Question.of(List.of(Turn.Asked.of("secret-1")), List.of()), new Manner.Buffered());
    assertThat(broker.spans).hasSizeGreaterThanOrEqualTo(2);
    assertThat(broker.spans.toString()).doesNotContain("secret");
  }

  @Test
  void an_attempt_that_is_cut_is_told_as_cancelled() throws Exception {
    broker.provider.model("a", silent());
    var asker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                broker.ask("one");
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    while (broker.provider.asked("a") == 0) {
      Thread.onSpinWait();
    }
    asker.interrupt();
    asker.join();
    assertThat(broker.spans)
        .singleElement()
        .satisfies(span -> assertThat(span.fault()).isEqualTo("cancelled"));
  }
}
