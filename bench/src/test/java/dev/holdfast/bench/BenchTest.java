package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {
  private record Ran(int exit, String text) {
    JsonNode figures() {
      return new JsonMapper().readTree(text);
    }
  }

  private static Ran run(String line) {
    var bytes = new ByteArrayOutputStream();
    int exit =
        Bench.run(List.of(line.split(" ")), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return new Ran(exit, bytes.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lifecycle --store memory --count 200 --outstanding 32",
        "lifecycle --store sqlite --count 200 --outstanding 32",
        "lifecycle --store sqlite --count 200 --outstanding 32 --actors 40",
        "tasks --store sqlite --count 200",
        "tasks --store sqlite --count 1000 --batch 100",
        "http --store sqlite --count 200",
        "latency --store sqlite --count 10",
        "jobs --store sqlite --count 40 --rate 10"
      })
  void every_bench_leaves_a_sound_ledger_and_balanced_books(String line) {
    var ran = run(line + " --json");
    assertThat(ran.exit()).as(ran.text()).isZero();
    assertThat(ran.figures().path("ledger sound").booleanValue()).isTrue();
    assertThat(ran.figures().path("books balanced").booleanValue()).isTrue();
    assertThat(ran.figures().path("ledger entries").longValue()).isPositive();
  }

  @Test
  void a_lifecycle_is_told_with_its_speed_and_its_ratio_to_the_bare_program() {
    var figures = run("lifecycle --count 300 --outstanding 32 --json").figures();
    assertThat(figures.path("lifecycles per second").doubleValue()).isPositive();
    assertThat(figures.path("bare program per second").doubleValue()).isPositive();
    assertThat(figures.path("ratio to the bare program").doubleValue()).isPositive();
    assertThat(figures.path("rows per lifecycle").doubleValue()).isBetween(12.0, 13.0);
  }

  @Test
  void jobs_are_told_with_their_lag_their_memory_and_what_they_cost_while_idle() throws Exception {
    try (var server = new DurablePostgres()) {
      var ran = run("jobs --count 60 --rate 20 --json --store " + server.url());
      assertThat(ran.exit()).as(ran.text()).isZero();
      var figures = ran.figures();
      assertThat(figures.path("jobs on").intValue()).isEqualTo(60);
      assertThat(figures.path("instants").intValue()).isEqualTo(60);
      assertThat(figures.path("ledger audit").stringValue()).isEqualTo("decided again");
      assertThat(figures.propertyNames())
          .contains(
              "lag all at once p99 ms",
              "lag spread p99 ms",
              "idle process CPU ms per second",
              "heap peak MB",
              "saving them s");
    }
  }

  @Test
  void two_nodes_share_a_postgresql_server() throws Exception {
    try (var server = new DurablePostgres()) {
      var ran =
          run("lifecycle --count 200 --outstanding 32 --nodes 2 --json --store " + server.url());
      assertThat(ran.exit()).as(ran.text()).isZero();
      assertThat(ran.figures().path("store").stringValue()).isEqualTo("postgresql");
    }
  }

  @Test
  void a_table_is_for_people() {
    var ran = run("tasks --store memory --count 100");
    assertThat(ran.text()).contains("tasks per second").doesNotContain("{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "lifecycle --cuont 5",
        "lifecycle --count",
        "lifecycle --count 0",
        "lifecycle --store oracle",
        "jobs --rate 0",
        "jobs --count 10 --rate 2000",
        "jobs --nodes 2 --store postgresql://postgres@127.0.0.1:1/none",
        "lifecycle --store sqlite --nodes 2"
      })
  void what_makes_no_sense_is_explained(String line) {
    var ran = run(line);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.text()).isNotBlank();
  }
}
