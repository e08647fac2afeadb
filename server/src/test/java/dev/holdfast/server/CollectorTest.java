package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.config.ServerSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectorTest {
  private static final String VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String HERE = "http://127.0.0.1:4318";

  private static ServerSpec server(String collector) {
    return new ServerSpec(
        "127.0.0.1",
        0,
        "sqlite",
        Set.of(),
        "data",
        Duration.ofSeconds(30),
        ServerSpec.Calls.USUAL,
        collector);
  }

  @Test
  void nobody_is_told_where_nobody_is_named() {
    assertThat(Collector.of(server(""), Map.of())).isEmpty();
    assertThat(Collector.of(server(""), Map.of(VARIABLE, " "))).isEmpty();
  }

  @Test
  void the_workspace_comes_before_the_variable() {
    var environment = Map.of(VARIABLE, "https://collector.example.test:4318/otlp");
    assertThat(Collector.of(server(""), environment)).isEqualTo(environment.get(VARIABLE));
    assertThat(Collector.of(server(HERE), environment)).isEqualTo(HERE);
  }

  @Test
  void one_variable_turns_both_off() {
    var environment = Map.of(VARIABLE, HERE, "OTEL_SDK_DISABLED", "true");
    assertThat(Collector.of(server(HERE), environment)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collector:4318",
        "grpc://collector:4317",
        "http://a b",
        "http://",
        "http://h?x=1"
      })
  void a_variable_that_is_no_address_keeps_nobody_from_starting(String variable) {
    assertThat(Collector.of(server(""), Map.of(VARIABLE, variable))).isEmpty();
  }
}
