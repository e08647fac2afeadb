package dev.holdfast.core.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ClassifyingTest {
  private static final long NOW = 1_700_000_000_000L; // 2023-11-14T22:13:20Z
  private static final List<String> WORDS =
      List.of(
          "",
          "insufficient_quota",
          "rate_limit_exceeded",
          "context_length_exceeded",
          "content_filter",
          "invalid_request_error",
          "overloaded_error",
          "authentication_error",
          "RESOURCE_EXHAUSTED",
          "INVALID_ARGUMENT",
          "SAFETY",
          "api_error",
          "something_new");
  private static final List<String> SENTENCES =
      List.of("", "model 'x' not found", "prompt is too long", "<html>", "\u0000 {", "ÄÖÜ");

  private static FaultClass of(
      Dialect dialect, int status, String type, String code, String words) {
    var complaint = new Complaint(status, type, code, words, Duration.ZERO);
    return Classifying.of(dialect, complaint, true).kind();
  }

  @Test
  void every_complaint_has_a_class_and_the_same_one_each_time() {
    for (var dialect : Dialect.values()) {
      for (int status = 0; status < 700; status++) {
        for (var type : WORDS) {
          for (var sentence : SENTENCES) {
            var found = of(dialect, status, type, "", sentence);
            assertThat(of(dialect, status, type, "", sentence)).isNotNull().isEqualTo(found);
          }
        }
      }
    }
  }

  @Test
  void noise_is_classified_and_never_thrown() {
    long seed = 4711;
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var dialect = Dialect.values()[random.nextInt(4)];
      var found = of(dialect, random.nextInt(), noise(random), noise(random), noise(random));
      assertThat(found).as("seed %d, round %d", seed, i).isNotNull();
    }
  }

  private static String noise(Random random) {
    return random
        .ints(random.nextInt(12), 0, 0x3000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void what_nobody_has_described_is_unknown() {
    assertThat(of(Dialect.OPENAI, 0, "", "", "")).isEqualTo(FaultClass.UNKNOWN);
    assertThat(of(Dialect.GEMINI, 418, "TEAPOT", "", "short and stout"))
        .isEqualTo(FaultClass.UNKNOWN);
    assertThat(of(Dialect.OLLAMA, 302, "", "", "")).isEqualTo(FaultClass.UNKNOWN);
  }

  @Test
  void words_go_before_the_status_and_a_closer_word_before_a_wider_one() {
    assertThat(of(Dialect.OPENAI, 429, "insufficient_quota", "", "")).isEqualTo(FaultClass.BILLING);
    assertThat(of(Dialect.OPENAI, 400, "requests", "context_length_exceeded", ""))
        .isEqualTo(FaultClass.CONTEXT_OVERFLOW);
    assertThat(of(Dialect.ANTHROPIC, 200, "overloaded_error", "", ""))
        .isEqualTo(FaultClass.OVERLOADED);
    assertThat(of(Dialect.ANTHROPIC, 400, "invalid_request_error", "", "prompt is too long: 2"))
        .isEqualTo(FaultClass.CONTEXT_OVERFLOW);
  }

  @Test
  void another_dialects_words_mean_nothing() {
    assertThat(of(Dialect.OLLAMA, 500, "insufficient_quota", "", ""))
        .isEqualTo(FaultClass.SERVER_ERROR);
  }

  private static Duration asked(String name, String value) {
    return RetryAfter.asked(Map.of(name, value), NOW);
  }

  @Test
  void a_wait_is_read_in_all_its_forms() {
    assertThat(asked("retry-after", "30")).isEqualTo(Duration.ofSeconds(30));
    assertThat(asked("retry-after", "1.5")).isEqualTo(Duration.ofMillis(1500));
    assertThat(asked("retry-after", "Tue, 14 Nov 2023 22:13:50 GMT"))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(asked("retry-after", "Tue, 14 Nov 2023 22:13:00 GMT")).isZero();
    assertThat(asked("retry-after-ms", "250")).isEqualTo(Duration.ofMillis(250));
    assertThat(RetryAfter.seconds("17s")).isEqualTo(Duration.ofSeconds(17));
    assertThat(asked("retry-after", "soon")).isZero();
    assertThat(asked("retry-after", "-5")).isZero();
  }

  @Test
  void a_limit_that_is_used_up_says_when_it_is_full_again() {
    assertThat(
            RetryAfter.asked(
                Map.of(
                    "x-ratelimit-remaining-requests", "0",
                    "x-ratelimit-reset-requests", "1m2.5s",
                    "x-ratelimit-remaining-tokens", "17",
                    "x-ratelimit-reset-tokens", "59m0s"),
                NOW))
        .isEqualTo(Duration.ofMillis(62_500));
    assertThat(
            RetryAfter.asked(
                Map.of("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "20ms"),
                NOW))
        .isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void nobody_is_waited_for_longer_than_an_hour() {
    assertThat(asked("retry-after", "999999999")).isEqualTo(Duration.ofHours(1));
    assertThat(asked("retry-after-ms", "999999999999")).isEqualTo(Duration.ofHours(1));
    assertThat(asked("retry-after", "Tue, 14 Nov 2073 22:13:50 GMT"))
        .isEqualTo(Duration.ofHours(1));
  }
}
