package dev.holdfast.ledger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.ledger.Codec;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultWireTest {

  @Test
  void an_output_is_kept_compact_with_the_hash_of_exactly_that_text() {
    var completed = completed("{ \"output\" : {\"b\": 1.10, \"a\": [1, 12345678901234567890.5]} }");
    assertThat(completed.output().value().text())
        .isEqualTo("{\"b\":1.10,\"a\":[1,12345678901234567890.5]}");
    assertThat(completed.output().sha256())
        .isEqualTo(Codec.hash(completed.output().value().text()));
  }

  @Test
  void evidence_may_do_without_hash_and_summary() {
    assertThat(completed("{\"output\":1,\"evidence\":[{\"kind\":\"tool\",\"ref\":\"http.get\"}]}"))
        .extracting(Reported.Completed::evidence)
        .isEqualTo(java.util.List.of(new Evidence("tool", "http.get", "", "")));
  }

  @Test
  void a_failure_is_worth_another_try_unless_it_says_otherwise() {
    assertThat(read("{\"fail\":{\"class\":\"busy\",\"message\":\"later\"}}"))
        .isEqualTo(new Reported.Failed(new Fault("busy", "later", Fault.Retry.WORTHWHILE)));
    assertThat(read("{\"fail\":{\"class\":\"no\",\"message\":\"never\",\"retryable\":false}}"))
        .isEqualTo(new Reported.Failed(new Fault("no", "never", Fault.Retry.USELESS)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{\"output\":1} more",
        "{\"output\":1,\"output\":2}",
        "{\"output\":NaN}",
        "{"
      })
  void what_is_not_one_json_text_is_not_json(String text) {
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Reported.Malformed.class,
            malformed -> assertThat(malformed.kind()).isEqualTo("not-json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "\"text\"",
        "{\"output\":1,\"outputs\":2}",
        "{\"output\":1e400}",
        "{\"output\":1,\"evidence\":{}}",
        "{\"output\":1,\"evidence\":[{\"kind\":\"tool\"}]}",
        "{\"output\":1,\"evidence\":[{\"kind\":\"tool\",\"ref\":\"x\",\"sha256\":\"nonsense\"}]}",
        "{\"output\":1,\"usage\":3}",
        "{\"fail\":\"no\"}",
        "{\"fail\":{\"class\":\"x\"}}",
        "{\"fail\":{\"class\":\"x\",\"message\":\"y\",\"retryable\":\"yes\"}}",
        "{\"fail\":{\"class\":\"x\",\"message\":\"y\"},\"output\":1}"
      })
  void what_is_json_but_no_result_is_refused(String text) {
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Reported.Malformed.class,
            malformed -> assertThat(malformed.kind()).isEqualTo("not-a-result"));
  }

  @Test
  void ten_thousand_levels_are_too_deep() {
    assertThat(read("{\"output\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
        .isEqualTo(new Reported.Malformed("not-json", "nested deeper than 64"));
  }

  @Test
  void more_than_a_mebibyte_is_too_much() {
    assertThat(read("\"" + "x".repeat(ResultWire.BYTES_MAX) + "\""))
        .isInstanceOfSatisfying(
            Reported.Malformed.class,
            malformed -> assertThat(malformed.kind()).isEqualTo("too-much-output"));
  }

  private static Reported.Completed completed(String text) {
    return (Reported.Completed) read(text);
  }

  private static Reported read(String text) {
    return ResultWire.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
