package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Runs every bench that needs no server process, on both stores, and writes the figures to
/// `bench/results`. Not part of the tests: `bench/run` starts it.
class AllBenches {
  private static final List<String> LINES =
      List.of(
          "lifecycle",
          "lifecycle --actors 1000",
          "tasks",
          "tasks --batch 500 --count 100000",
          "http",
          "latency");

  @Test
  void every_bench_writes_its_figures() throws Exception {
    var bad = new ArrayList<String>();
    try (var server = new DurablePostgres()) {
      for (var line : LINES) {
        write(line, "sqlite", bad);
        write(line, server.url(), bad);
      }
      write("lifecycle --nodes 2", server.url(), bad);
    }
    assertThat(bad).isEmpty();
  }

  private static void write(String line, String store, List<String> bad) throws Exception {
    var words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of("--json", "--store", store));
    var name = line.replaceAll("[ -]+", "-") + (store.equals("sqlite") ? "-sqlite" : "-postgresql");
    var file = Path.of("results", name + ".json");
    Files.createDirectories(file.getParent());
    try (var out = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8)) {
      if (Bench.run(words, out) != 0) {
        bad.add(name);
      }
    }
  }
}
