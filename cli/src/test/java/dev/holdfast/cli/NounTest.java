package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.show.Palette;
import dev.holdfast.cli.show.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A noun without a verb is the list of it.
final class NounTest {
  @TempDir private Path folder;
  private ScriptedServer server;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int ask(String... words) {
    var screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), Palette.PLAIN);
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", server.url(), "--token", "hf_x"));
    return Cli.run(
        all.toArray(String[]::new),
        new Surroundings(folder, Map.of(), screen),
        new EmptyMachine(server.url()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs", "tasks", "jobs", "deliveries", "requests", "sessions", "token"})
  void a_bare_noun_is_listed(String noun) {
    var path = noun.equals("token") ? "tokens" : noun;
    server.on("GET /v1/" + path + "?limit=20", 200, "{\"items\":[]}");
    assertThat(ask(noun)).isZero();
    assertThat(err.toString()).startsWith("No " + path).doesNotContain("Usage");
  }

  @Test
  void bare_channels_are_listed() {
    server.on("GET /v1/channels", 200, "{\"items\":[{\"channel\":\"desk\"}]}");
    assertThat(ask("channels")).isZero();
    assertThat(out.toString()).contains("desk");
  }

  @Test
  void a_bare_noun_takes_the_options_of_its_list() {
    server.on("GET /v1/runs?limit=5&cursor=c&status=working", 200, "{\"items\":[]}");
    assertThat(ask("runs", "--limit", "5", "--cursor", "c", "--status", "working", "--json"))
        .isZero();
    assertThat(out.toString()).isEqualTo("{\"items\":[]}\n");
  }

  /// `runs --limit 5 list` would otherwise list twenty and say nothing.
  @ParameterizedTest
  @ValueSource(strings = {"runs --limit 5 list", "tasks --status leased show task_1"})
  void an_option_of_the_list_before_a_verb_is_refused(String typed) {
    assertThat(ask(typed.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("goes behind");
    assertThat(server.seen).isEmpty();
  }

  @Test
  void the_help_of_a_noun_says_what_it_does_alone() {
    assertThat(ask("runs", "--help")).isZero();
    assertThat(out.toString())
        .contains("Alone it does what 'list' does.", "[list | show | cancel | watch]", "--limit");
  }
}
