package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.link.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CliTest {
  private static final String REFUSAL =
      """
      {"type":"x","title":"Refused","status":422,"code":"no-route","cause":"Nothing takes it.",\
      "impact":"It was not accepted.","nextAction":"Name a channel.","findings":[{"where":"channel","what":"is unknown"}]}\
      """;

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

  @Test
  void help_names_every_exit_code_with_its_meaning() {
    assertThat(terminal.type("--help")).isZero();
    for (var exit : Exit.values()) {
      assertThat(terminal.out.toString())
          .containsPattern("\\n  " + exit.code() + " +" + exit.meaning());
    }
  }

  @Test
  void every_command_shows_examples() {
    var commands =
        List.of(
            "init",
            "up",
            "down",
            "try",
            "ask",
            "runs",
            "tasks",
            "jobs",
            "deliveries",
            "requests",
            "sessions",
            "channels",
            "books",
            "ledger",
            "config",
            "token",
            "bench");
    for (var command : commands) {
      terminal.out.getBuffer().setLength(0);
      assertThat(terminal.type(command, "--help")).as(command).isZero();
      assertThat(terminal.out.toString()).contains("Examples:", "  holdfast " + command);
    }
  }

  @Test
  void a_wrong_word_is_a_usage_error() {
    assertThat(terminal.type("runz")).isEqualTo(2);
    assertThat(terminal.err.toString()).contains("runs");
  }

  @Test
  void a_server_that_does_not_answer_says_what_to_type_next() {
    terminal.server.close();
    assertThat(terminal.ask("books")).isEqualTo(4);
    assertThat(terminal.err.toString()).contains(terminal.server.url(), "holdfast up");
  }

  @Test
  void a_refusal_is_shown_with_impact_and_next_action() {
    terminal.server.on("GET /v1/books", 422, REFUSAL);
    assertThat(terminal.ask("books")).isEqualTo(1);
    assertThat(terminal.err.toString())
        .contains("Nothing takes it.", "- channel: is unknown", "impact: It was not accepted.")
        .contains("next:   Name a channel.", "(no-route)");
    assertThat(terminal.out.toString()).isEmpty();
  }

  @Test
  void json_prints_exactly_what_the_server_said_errors_too() {
    terminal
        .server
        .on("GET /v1/runs/run_3k", 422, REFUSAL)
        .on("GET /v1/config", 200, "{\"a\" : 1}");
    assertThat(terminal.ask("runs", "show", "run_3k", "--json")).isEqualTo(1);
    assertThat(terminal.ask("--json", "config", "show")).isZero();
    assertThat(terminal.out.toString()).isEqualTo(REFUSAL + "\n{\"a\" : 1}\n");
  }

  @Test
  void the_exit_code_tells_a_missing_object_from_a_wrong_token() {
    terminal.server.on("GET /v1/tasks/task_1", 404, "{}").on("GET /v1/tasks/task_2", 401, "{}");
    assertThat(terminal.ask("tasks", "show", "task_1")).isEqualTo(3);
    assertThat(terminal.ask("tasks", "show", "task_2")).isEqualTo(5);
  }

  @Test
  void books_that_do_not_balance_are_shown_and_fail() {
    terminal.server.on(
        "GET /v1/books",
        200,
        """
        {"balanced":false,"asOf":"2026-01-01T00:00:00Z","books":[
          {"id":"B1","name":"inbound","left":3,"right":{"replied":2,"silent":0},"balanced":false}]}\
        """);
    assertThat(terminal.ask("books")).isEqualTo(1);
    assertThat(terminal.out.toString())
        .containsPattern("B1 +inbound +3 +2 +2 replied +✗ DOES NOT BALANCE")
        .contains("✗ NOT BALANCED");
  }

  @Test
  void a_run_is_told_as_a_timeline_from_its_first_event() {
    terminal
        .server
        .on("GET /v1/runs/run_4", 200, Timelines.RUN)
        .on("GET /v1/runs/run_4/evidence", 200, Timelines.EVIDENCE);
    assertThat(terminal.ask("runs", "show", "run_4")).isZero();
    assertThat(terminal.out.toString().lines())
        .containsSequence(
            "  +0.000s  · asked by ann on desk: “/site”",
            "             route site-questions → contract check-site (its condition holds)")
        .containsSequence("  +0.012s  · attempt 1: taken up by node-1", "  +0.300s  · says: “half”")
        .contains("  +1.500s  ✓ the gate says: pass", "             ✓ scope  ✓ schema")
        .contains("  +1.501s  ✓ delivered, receipt: ops.jsonl:1")
        .contains("✓ completed");
  }

  @Test
  void a_text_from_outside_cannot_steer_the_terminal() {
    terminal.server.on(
        "GET /v1/requests?limit=20",
        200,
        "{\"items\":[{\"request\":\"request_1\",\"text\":\"a\\u001b[31mb\"}]}");
    assertThat(terminal.ask("requests", "list")).isZero();
    assertThat(terminal.out.toString()).doesNotContain("\u001b").contains("request_1");
  }

  @Test
  void the_token_is_found_in_the_data_folder_of_the_nearest_workspace() throws IOException {
    Files.writeString(folder.resolve("holdfast.yaml"), "holdfast: 1\n");
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/admin.token"), "hf_found\n");
    terminal.server.on("GET /v1/books", 200, "{\"balanced\":true,\"books\":[]}");
    assertThat(terminal.type("books")).isZero();
    assertThat(terminal.server.seen).last().asString().endsWith("Bearer hf_found");
  }

  @Test
  void a_workspace_with_errors_is_refused_with_its_own_exit_code() throws IOException {
    Files.writeString(folder.resolve("holdfast.yaml"), "holdfast: 1\n");
    assertThat(terminal.type("config", "check")).isEqualTo(78);
    assertThat(terminal.out.toString())
        .contains("✗ holdfast.yaml:3:5: 'lans' is unknown", "✗ 1 error");
  }

  @Test
  void a_folder_without_a_workspace_says_how_to_make_one() {
    assertThat(terminal.type("config", "check")).isEqualTo(2);
    assertThat(terminal.err.toString()).contains("holdfast init");
  }
}
