package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bench.Bench;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// `holdfast bench gateway`: a bench whose calls are not all on record measures something else.
final class GatewayBenchIT {
  @Test
  void every_call_of_the_bench_is_answered_and_on_record() {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Bench.run(List.of("gateway", "--count", "200", "--json"), out);
    var text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(text).isZero();
    var figures = new JsonMapper().readTree(text);
    assertThat(figures.path("every call on record").booleanValue()).isTrue();
    assertThat(figures.path("stream, 128 connections, holdfast requests per second").doubleValue())
        .isPositive();
  }
}
