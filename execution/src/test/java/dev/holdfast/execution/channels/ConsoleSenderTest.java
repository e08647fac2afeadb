package dev.holdfast.execution.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.Sent;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsoleSenderTest {
  @Test
  void a_message_is_printed_for_people() {
    var seen = new ByteArrayOutputStream();
    var sender = new ConsoleSender(new PrintStream(seen, true, StandardCharsets.UTF_8));
    assertThat(sender.send(List.of(Dispatches.of(112, 1))))
        .containsExactly(new Sent.Receipt("printed"));
    assertThat(seen.toString(StandardCharsets.UTF_8))
        .isEqualTo("[support] reply delivery_3g\n  It answers in 12 ms\n");
  }

  @Test
  void a_text_cannot_steer_the_terminal() {
    var seen = new ByteArrayOutputStream();
    var message = Dispatches.message("support", "red \u001b[31m alert\r\nsecond\tline");
    new ConsoleSender(new PrintStream(seen, true, StandardCharsets.UTF_8))
        .send(
            List.of(
                new Dispatch(new StreamId(Kind.DELIVERY, 4), message, 1, Duration.ofSeconds(1))));
    assertThat(seen.toString(StandardCharsets.UTF_8))
        .isEqualTo("[support] reply delivery_4\n  red \uFFFD[31m alert\n  second\tline\n");
  }

  @Test
  void a_console_that_nobody_reads_is_no_receipt() {
    var closed = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    closed.close();
    assertThat(new ConsoleSender(closed).send(List.of(Dispatches.of(4, 1))).getFirst())
        .isInstanceOf(Sent.Transient.class);
  }
}
