package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hours, days and months of a whole server, by a clock that is given from outside.
final class BudgetWindowsTest {
  /// An hour of it ends in thirty minutes, its day in ninety, its month in a day and ninety.
  private static final Instant BEGIN = Instant.parse("2026-11-29T22:30:00Z");

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private ModelUpstream upstream;

  @BeforeEach
  void open() throws IOException {
    upstream = new ModelUpstream();
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  private void budgets(String lines) throws IOException {
    Files.writeString(
        folder.resolve("holdfast.yaml"),
        """
        holdfast: 1
        server: {listen: "127.0.0.1:0"}
        egress: {allow: ["127.0.0.1:%d"]}
        models:
          providers: {up: {kind: openai, url: "http://127.0.0.1:%d/v1"}}
          tiers: {small: [up/mini]}
          budgets: [%s]
        agents: {clerk: {kind: model, tier: small}}
        """
            .formatted(upstream.port(), upstream.port(), lines));
  }

  /// A node whose clock says so much after [#BEGIN] when it starts, and goes on.
  private NodeInside after(Duration passed) throws IOException {
    var ahead = Duration.between(Instant.now(), BEGIN.plus(passed));
    return NodeInside.start(folder, InstantSource.offset(InstantSource.system(), ahead));
  }

  /// Asks until a budget is exhausted, which the last one says.
  private static NodeInside.Got spent(NodeInside node) throws Exception {
    var got = node.chat("small", 20);
    for (int call = 0; !isExhausted(got); call++) {
      assertThat(call).as(got.response().body()).isLessThan(500);
      got = node.chat("small", 20);
    }
    return got;
  }

  private static boolean isExhausted(NodeInside.Got got) {
    return got.text("/error/diagnostic").equals("budget-exhausted");
  }

  @ParameterizedTest
  @CsvSource({"hour, PT30M", "day, PT90M", "month, PT25H30M"})
  void a_window_is_used_up_until_its_end_and_whole_again_behind_it(String per, Duration lasts)
      throws Exception {
    budgets("{scope: actor, per: " + per + ", tokens: 100}");
    try (var node = after(Duration.ZERO)) {
      assertThat(node.chat("small", 20).status()).isEqualTo(200);
      var refused = spent(node);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(Long.parseLong(refused.header("Retry-After")))
          .isBetween(lasts.minus(MINUTE).toSeconds(), lasts.toSeconds());
    }
    try (var node = after(lasts.minus(MINUTE))) {
      assertThat(isExhausted(node.chat("small", 20))).isTrue();
    }
    try (var node = after(lasts)) {
      assertThat(node.chat("small", 20).status()).isEqualTo(200);
      assertThat(node.get("/v1/books").json().path("balanced").asBoolean()).isTrue();
    }
    // Four answers of 19 tokens leave too little for an estimate of 33, then one more.
    assertThat(upstream.asked.get()).isBetween(4L, 6L);
  }

  @Test
  void retry_after_is_the_end_of_the_last_window_that_has_too_little() throws Exception {
    budgets(
        "{scope: actor, per: hour, tokens: 100}, {scope: workspace, per: day, tokens: 100},"
            + " {scope: actor, per: month, tokens: 100000}, {scope: agent, per: month, tokens: 1}");
    try (var node = after(Duration.ZERO)) {
      assertThat(Long.parseLong(spent(node).header("Retry-After"))).isBetween(5_300L, 5_400L);
    }
  }

  @Test
  void where_no_window_has_enough_no_time_is_told() throws Exception {
    budgets("{scope: actor, per: hour, tokens: 100}");
    try (var node = after(Duration.ZERO)) {
      var refused = node.chat("small", 5_000);
      assertThat(refused.text("/error/diagnostic")).isEqualTo("budget-exhausted");
      assertThat(refused.header("Retry-After")).isEmpty();
      assertThat(refused.header("x-should-retry")).isEqualTo("false");
      assertThat(refused.text("/error/nextAction")).contains("max_tokens");
      assertThat(upstream.asked.get()).isZero();
    }
  }
}
