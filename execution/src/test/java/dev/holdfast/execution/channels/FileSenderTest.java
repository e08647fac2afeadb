package dev.holdfast.execution.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.delivery.Sent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSenderTest {
  @TempDir private Path data;

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(data.resolve(file));
  }

  @Test
  void each_message_becomes_one_line() throws IOException {
    var sender = new FileSender(data, "sub/ops.jsonl");
    var sent = sender.send(List.of(Dispatches.of(4, 1), Dispatches.of(8, 1)));
    assertThat(sent).hasSize(2).containsOnly(new Sent.Receipt("appended to sub/ops.jsonl"));
    sender.send(List.of(Dispatches.of(12, 1)));
    assertThat(lines("sub/ops.jsonl"))
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"id\":\"delivery_") && line.endsWith("}"));
  }

  @Test
  void a_second_attempt_adds_nothing_to_a_first_one_that_arrived() throws IOException {
    var sender = new FileSender(data, "ops.jsonl");
    sender.send(List.of(Dispatches.of(4, 1)));
    assertThat(
            new FileSender(data, "ops.jsonl")
                .send(List.of(Dispatches.of(4, 2), Dispatches.of(8, 2))))
        .containsExactly(
            new Sent.Receipt("appended to ops.jsonl by an earlier attempt"),
            new Sent.Receipt("appended to ops.jsonl"));
    assertThat(lines("ops.jsonl")).hasSize(2);
  }

  @Test
  void a_line_that_a_crash_has_torn_is_written_anew() throws IOException {
    var sender = new FileSender(data, "ops.jsonl");
    sender.send(List.of(Dispatches.of(4, 1)));
    Files.writeString(
        data.resolve("ops.jsonl"), "{\"id\":\"delivery_8\",\"ki", StandardOpenOption.APPEND);
    sender.send(List.of(Dispatches.of(8, 2)));
    assertThat(lines("ops.jsonl")).hasSize(2).allMatch(line -> line.endsWith("}"));
    assertThat(lines("ops.jsonl").getLast()).startsWith("{\"id\":\"delivery_8\"");
  }

  @Test
  void a_path_out_of_the_data_folder_is_refused() throws IOException {
    var outside = Files.createDirectory(data.resolve("outside"));
    var inside = Files.createDirectory(data.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("link"), outside);
    for (var path : List.of("../outside/x", "link/x", outside + "/x", "..", "")) {
      assertThat(new FileSender(inside, path).send(List.of(Dispatches.of(4, 1))))
          .as(path)
          .singleElement()
          .isInstanceOfSatisfying(
              Sent.Permanent.class, no -> assertThat(no.fault()).isEqualTo("path-escapes"));
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void a_file_that_cannot_be_written_is_worth_another_attempt() throws IOException {
    Files.createDirectory(data.resolve("taken"));
    assertThat(new FileSender(data, "taken").send(List.of(Dispatches.of(4, 1))).getFirst())
        .isInstanceOf(Sent.Transient.class);
    var locked = Files.createFile(data.resolve("locked"));
    try (var file = FileChannel.open(locked, StandardOpenOption.WRITE);
        var lock = file.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(new FileSender(data, "locked").send(List.of(Dispatches.of(4, 1))).getFirst())
          .isInstanceOf(Sent.Transient.class);
    }
  }
}
