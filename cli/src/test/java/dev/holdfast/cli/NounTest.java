package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A noun without a verb is the list of it.
final class NounTest {
  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void start() throws IOException {
    terminal = new Terminal(folder);
  }

  @AfterEach
  void stop() {
    terminal.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs", "tasks", "jobs", "deliveries", "requests", "sessions", "token"})
  void a_bare_noun_is_listed(String noun) {
    var path = noun.equals("token") ? "tokens" : noun;
    terminal.server.on("GET /v1/" + path + "?limit=20", 200, "{\"items\":[]}");
    assertThat(terminal.ask(noun)).isZero();
    assertThat(terminal.err.toString()).startsWith("No " + path).doesNotContain("Usage");
  }

  @Test
  void bare_channels_are_listed() {
    terminal.server.on("GET /v1/channels", 200, "{\"items\":[{\"channel\":\"desk\"}]}");
    assertThat(terminal.ask("channels")).isZero();
    assertThat(terminal.out.toString()).contains("desk");
  }

  @Test
  void a_bare_noun_takes_the_options_of_its_list() {
    terminal.server.on("GET /v1/runs?limit=5&cursor=c&status=working", 200, "{\"items\":[]}");
    assertThat(
            terminal.ask("runs", "--limit", "5", "--cursor", "c", "--status", "working", "--json"))
        .isZero();
    assertThat(terminal.out.toString()).isEqualTo("{\"items\":[]}\n");
  }

  /// `runs --limit 5 list` would otherwise list twenty and say nothing.
  @ParameterizedTest
  @ValueSource(strings = {"runs --limit 5 list", "tasks --status leased show task_1"})
  void an_option_of_the_list_before_a_verb_is_refused(String typed) {
    assertThat(terminal.ask(typed.split(" "))).isEqualTo(2);
    assertThat(terminal.err.toString()).contains("goes behind");
    assertThat(terminal.server.seen).isEmpty();
  }

  @Test
  void the_help_of_a_noun_says_what_it_does_alone() {
    assertThat(terminal.ask("runs", "--help")).isZero();
    assertThat(terminal.out.toString())
        .contains("Alone it does what 'list' does.", "[list | show | cancel | watch]", "--limit");
  }
}
