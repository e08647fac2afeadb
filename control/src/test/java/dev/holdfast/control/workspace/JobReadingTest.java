package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.Missed;
import dev.holdfast.core.scheduling.Overlap;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A job as somebody writes it, in the file or as JSON.
final class JobReadingTest {
  private static final CelExpressions EXPRESSIONS = new CelExpressions();
  private static final String WORKSPACE =
      """
      holdfast: 1
      agents: {me: {kind: worker}}
      channels:
        ops: {kind: console, responder: me}
        quiet: {kind: console, responder: me, accepts: [reply]}
      """;
  private static final String JOB =
      """
      {"owner": "ops", "schedule": {"every": "5m"}, "contract": "me", "deliver": {"to": "ops"},
       "breaker": {"escalate": "ops"}%s}
      """;

  @TempDir private Path folder;

  private Policy policy() {
    return switch (new WorkspaceFile(EXPRESSIONS).read(WORKSPACE, folder)) {
      case WorkspaceReading.Read(var workspace, _, _) -> workspace.policy();
      case WorkspaceReading.Refused(var findings) -> throw new AssertionError(findings);
    };
  }

  private JobReading.Outcome read(String body) {
    return new JobReading(EXPRESSIONS).read("watch", body, policy());
  }

  private List<Finding> refused(String body) {
    return switch (read(body)) {
      case JobReading.Outcome.Read(var spec) -> throw new AssertionError("was read: " + spec);
      case JobReading.Outcome.Refused(var findings) -> findings;
    };
  }

  private JobSpec spec(String more) {
    return switch (read(JOB.formatted(more))) {
      case JobReading.Outcome.Read(var spec) -> spec;
      case JobReading.Outcome.Refused(var findings) -> throw new AssertionError(findings);
    };
  }

  @Test
  void what_is_not_said_is_the_careful_choice() {
    var spec = spec("");
    assertThat(spec.identity().topic()).isEqualTo("watch");
    assertThat(spec.manner().overlap()).isEqualTo(Overlap.SKIP);
    assertThat(spec.manner().missed().policy()).isEqualTo(Missed.Policy.SKIP);
    assertThat(spec.breaker().limits().failures()).isEqualTo(3);
    assertThat(spec.deliver())
        .isEqualTo(new Deliver.Path("ops", Deliver.Category.STATUS, "", Deliver.Repeat.ALWAYS));
  }

  @Test
  void a_job_may_deliver_nothing() {
    var body = JOB.formatted("").replace("{\"to\": \"ops\"}", "\"none\"");
    assertThat(read(body))
        .isInstanceOfSatisfying(
            JobReading.Outcome.Read.class,
            read -> assertThat(read.spec().deliver()).isEqualTo(new Deliver.None()));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("schedule", "{\"cron\": \"61 * * * *\", \"zone\": \"UTC\"}", "schedule.cron"),
        arguments("schedule", "{\"cron\": \"0 0 31 2 *\", \"zone\": \"UTC\"}", "schedule.cron"),
        arguments("schedule", "{\"cron\": \"0 9 * * *\"}", "schedule.zone"),
        arguments(
            "schedule", "{\"cron\": \"0 9 * * *\", \"zone\": \"Mars/Base\"}", "schedule.zone"),
        arguments("schedule", "{\"every\": \"0s\"}", "schedule.every"),
        arguments("schedule", "{\"every\": \"999ms\"}", "schedule.every"),
        arguments("schedule", "{\"at\": \"tomorrow\"}", "schedule.at"),
        arguments("schedule", "{\"at\": \"2027-01-01T09:00:00\"}", "schedule.at"),
        arguments("schedule", "{\"at\": \"2020-06-01T00:00:00Z\"}", "schedule"),
        arguments("schedule", "{\"at\": \"2200-01-01T00:00:00Z\"}", "schedule"),
        arguments(
            "schedule", "{\"every\": \"1h\", \"from\": \"2157-01-01T00:00:00Z\"}", "schedule"),
        arguments("schedule", "{}", "schedule"),
        arguments("schedule", "{\"every\": \"5m\", \"at\": \"x\"}", "schedule"),
        arguments("contract", "\"mee\"", "contract"),
        arguments("owner", "\"\"", "owner"),
        arguments("deliver", "{\"to\": \"nobody\"}", "deliver.to"),
        arguments("deliver", "{\"to\": \"quiet\"}", "deliver.to"),
        arguments("deliver", "{\"to\": \"ops\", \"text\": \"{other.x}\"}", "deliver.text"),
        arguments("deliver", "{\"to\": \"ops\", \"kind\": \"reply\"}", "deliver.kind"),
        arguments("breaker", "{}", "breaker.escalate"),
        arguments("breaker", "{\"escalate\": \"quiet\"}", "breaker.escalate"),
        arguments("breaker", "{\"escalate\": \"ops\", \"failures\": 0}", "breaker.failures"),
        arguments("missed", "{\"policy\": \"run-some\"}", "missed.policy"),
        arguments("missed", "{\"window\": \"1s\"}", "missed.window"),
        arguments("input", "[1]", "input"),
        arguments("input", "{\"job\": 1}", "input"),
        arguments("runbook", "\"site-down\"", "runbook"),
        arguments("after", "\"other-job\"", "after"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_found_where_it_stands(String key, String value, String where) {
    var old = "\"" + key + "\": (\\{[^}]*}|\"[^\"]*\")";
    var wrong = "\"" + key + "\": " + value;
    var body = JOB.formatted("").replaceFirst(old, java.util.regex.Matcher.quoteReplacement(wrong));
    var whole = body.contains(wrong) ? body : JOB.formatted(", " + wrong);
    assertThat(refused(whole)).anySatisfy(found -> assertThat(found.where()).isEqualTo(where));
  }

  @Test
  void everything_wrong_is_said_at_once() {
    assertThat(refused("{\"schedule\": {\"every\": \"0s\"}, \"contract\": \"x\"}"))
        .extracting(Finding::where)
        .contains("schedule.every", "contract", "owner", "deliver", "breaker.escalate");
  }

  @Test
  void a_template_of_a_million_characters_is_refused() {
    var text = "x".repeat(1_000_000);
    var body =
        JOB.formatted("")
            .replace("{\"to\": \"ops\"}", "{\"to\": \"ops\", \"text\": \"" + text + "\"}");
    assertThat(refused(body)).isNotEmpty();
  }

  @Test
  void two_jobs_of_a_file_cannot_have_one_topic() {
    var yaml =
        WORKSPACE
            + """
            jobs:
              one: {topic: t, owner: o, schedule: {every: 5m}, contract: me, deliver: none, breaker: {escalate: ops}}
              two: {topic: t, owner: o, schedule: {every: 5m}, contract: me, deliver: none, breaker: {escalate: ops}}
            """;
    assertThat(new WorkspaceFile(EXPRESSIONS).read(yaml, folder))
        .isInstanceOfSatisfying(
            WorkspaceReading.Refused.class,
            refused ->
                assertThat(refused.findings())
                    .anySatisfy(
                        found -> assertThat(found.what()).contains("belongs to job 'one'")));
  }
}
