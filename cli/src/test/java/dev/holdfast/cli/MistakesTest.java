package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.show.Palette;
import dev.holdfast.cli.show.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// What a person reads when a word was wrong, or when Holdfast itself is.
final class MistakesTest {
  private static final String NOWHERE = "http://127.0.0.1:1";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final EmptyMachine machine = new EmptyMachine(NOWHERE);

  /// A trap for the parser: what it does not know must go into a list that takes nothing.
  @Command(name = "trap")
  static final class Trap implements Runnable {
    @Unmatched private List<String> more = List.of();

    @Override
    public void run() {
      more.forEach(String::strip);
    }
  }

  private Screen screen() {
    return new Screen(new PrintWriter(out, true), new PrintWriter(err, true), Palette.PLAIN);
  }

  private int type(String... words) {
    return Cli.run(words, new Surroundings(folder, Map.of(), screen()), machine);
  }

  @Test
  void every_option_of_a_bench_reaches_it() {
    assertThat(type("bench", "tasks", "--batch", "500", "--store=memory", "--json")).isZero();
    assertThat(machine.benched)
        .containsExactly(List.of("tasks", "--store", "memory", "--batch", "500", "--json"));
  }

  @Test
  void a_bench_without_words_measures_the_lifecycle() {
    assertThat(type("bench")).isZero();
    assertThat(machine.benched).containsExactly(List.of("lifecycle"));
  }

  @Test
  void the_options_of_a_bench_are_in_its_help() {
    assertThat(type("bench", "--help")).isZero();
    assertThat(out.toString())
        .contains("--store", "--count", "--outstanding", "--batch", "--actors", "--nodes");
  }

  @Test
  void help_takes_several_words() {
    assertThat(type("help", "runs", "show")).isZero();
    assertThat(out.toString()).contains("Show one run as a timeline.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench --bacth 5",
        "bench --batch",
        "runs list --limit many",
        "runs show",
        "runs show a b",
        "tasks cancel",
        "deliveries resolve delivery_1 --outcome perhaps",
        "token create ci --role king",
        "ask a b",
        "up --listen",
        "books --nonsense"
      })
  void a_wrong_word_is_told_without_a_class_of_java(String typed) {
    assertThat(type(typed.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isNotBlank().doesNotContainPattern("Exception|java\\.|\\tat ");
  }

  @Test
  void an_address_that_is_none_is_told_without_a_class_of_java() {
    assertThat(type("books", "--url", "http://a b")).isEqualTo(2);
    assertThat(err.toString()).contains("'http://a b'", "(bad-url)").doesNotContain("Exception");
  }

  @Test
  void a_token_that_cannot_be_sent_is_told_without_a_class_of_java() {
    assertThat(type("books", "--url", NOWHERE, "--token", "hf_\u00fc\n")).isEqualTo(2);
    assertThat(err.toString()).contains("(bad-word)").doesNotContain("Exception", "hf_");
  }

  @Test
  void nobody_listening_is_told_without_a_class_of_java() {
    assertThat(type("books", "--url", NOWHERE)).isEqualTo(4);
    assertThat(err.toString()).contains(NOWHERE).doesNotContain("Exception");
  }

  @Test
  void a_defect_while_reading_the_words_says_what_to_do_and_keeps_the_trace_in_a_file()
      throws IOException {
    var caller = new Caller(new Options(), new Surroundings(folder, Map.of(), screen()), machine);
    var line = new CommandLine(new Trap());
    assertThat(Mistakes.run(line, new String[] {"--unheard-of"}, caller)).isEqualTo(1);
    assertThat(err.toString())
        .contains("impact:", "next:", "(defect)")
        .doesNotContain("Exception", "java.");
    assertThat(report()).contains("UnsupportedOperationException", "\tat ");
  }

  @Test
  void a_defect_in_a_command_says_what_to_do_and_keeps_the_trace_in_a_file() throws IOException {
    Files.writeString(folder.resolve("holdfast.yaml"), "holdfast: 1\n");
    assertThat(type("up")).isEqualTo(1);
    assertThat(err.toString())
        .contains("impact:", "next:", "(defect)")
        .doesNotContain("Exception", "java.");
    assertThat(report()).contains("UnsupportedOperationException", "\tat ");
  }

  /// What the file holds that the advice names; it is taken away.
  private String report() throws IOException {
    var advice = err.toString().lines().filter(line -> line.contains("next:")).findFirst();
    var file = Path.of(advice.orElseThrow().replaceFirst("^[^/]*", ""));
    var text = Files.readString(file);
    Files.delete(file);
    return text;
  }
}
