package dev.holdfast.execution.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.channel.ChannelCommand;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.AgentSpec.EnvironmentValue;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.scheduling.Bounds;
import dev.holdfast.core.scheduling.Breaker;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.Idle;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Preflight.Part;
import dev.holdfast.core.session.SessionCommand;
import dev.holdfast.core.session.SessionScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LooksTest {
  private static final JobSpec SPEC =
      Premises.spec("watch", Premises.to("notes", "Site: {output.text}"));

  @TempDir private Path temporary;
  private Premises premises;

  @BeforeEach
  void open() throws IOException {
    premises = new Premises(temporary);
  }

  private List<Part> parts(Job job) throws InterruptedException {
    var sight = premises.sight();
    return new Examination(Allowance.USUAL, sight.secrets().redaction()).of(Looks.at(job, sight));
  }

  private Part part(String name, JobSpec spec) throws InterruptedException {
    return part(name, premises.saved(spec));
  }

  private Part part(String name, Job job) throws InterruptedException {
    return parts(job).stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
  }

  private static Part failed(String name, String evidence, String nextAction) {
    return new Part(name, false, evidence, nextAction);
  }

  private static Part passed(String name, String evidence) {
    return new Part(name, true, evidence, "");
  }

  private static JobSpec with(JobSpec.Identity identity) {
    return new JobSpec(
        identity, SPEC.times(), SPEC.work(), SPEC.deliver(), SPEC.manner(), SPEC.breaker());
  }

  private static JobSpec at(String times, Bounds bounds) {
    var manner = new JobSpec.Manner(SPEC.manner().overlap(), SPEC.manner().missed(), bounds);
    return new JobSpec(SPEC.identity(), times, SPEC.work(), SPEC.deliver(), manner, SPEC.breaker());
  }

  /// A job as it stands, with another spec, as time makes of one that could once be saved.
  private static Job describing(Job job, JobSpec spec) {
    return new Job(
        spec,
        job.version(),
        job.phase(),
        job.cursor(),
        job.turn(),
        job.preflight(),
        job.health(),
        job.touched());
  }

  @Test
  void a_job_in_order_passes_part_by_part_and_nothing_is_touched() throws Exception {
    assertThat(parts(premises.saved(SPEC)))
        .filteredOn(part -> !part.name().equals("schedule"))
        .containsExactly(
            passed("contract", "contract 'watch' is complete"),
            passed("agent", premises.folder.resolve("watch.sh") + " is there and executable"),
            passed("model", "agent 'watcher' asks no model through Holdfast"),
            passed("lane", "lane 'standard' works on 4 at once; 0 of 100 wait"),
            passed(
                "destination",
                "channel 'notes': notes.jsonl can be made in "
                    + premises.data
                    + "; nothing was written"),
            passed("escalation", "channel 'screen': the server's output is open"),
            passed(
                "expressions",
                "deliver.text can be filled from what the contract's schema describes"),
            passed("runbook", "none named"),
            passed("owner", "ops-team"),
            passed("topic", "topic 'watch-topic' is its own"),
            passed("secrets", "none is needed"),
            passed("listener", "nobody needs to listen"));
    assertThat(premises.data).isEmptyDirectory();
  }

  @Test
  void a_contract_that_is_not_there_is_missed_wherever_it_is_needed() throws Exception {
    premises.contracts.clear();
    var job = premises.saved(SPEC);
    assertThat(part("contract", job))
        .isEqualTo(
            failed(
                "contract",
                "the workspace has no contract 'watch'; it has []",
                "Write the contract into holdfast.yaml under 'contracts', or name another in the"
                    + " job."));
    for (var name : List.of("agent", "model", "lane", "expressions")) {
      assertThat(part(name, job))
          .isEqualTo(
              failed(name, "not looked at: there is no contract", "Mend the contract first."));
    }
  }

  @Test
  void an_incomplete_contract_says_what_is_missing() throws Exception {
    premises.contracts.put("watch", Premises.contract("watcher", "null"));
    assertThat(part("contract", SPEC))
        .isEqualTo(
            failed(
                "contract",
                "output.schema: is missing: say what a result must look like",
                "Complete contract 'watch' in holdfast.yaml."));
  }

  @Test
  void an_agent_that_the_workspace_does_not_have_fails() throws Exception {
    premises.contracts.put("watch", Premises.contract("nobody", "{\"type\":\"object\"}"));
    var job = premises.saved(SPEC);
    assertThat(part("agent", job))
        .isEqualTo(
            failed(
                "agent",
                "the workspace has no agent 'nobody'; it has [watcher]",
                "Name an agent of the workspace in the contract."));
    assertThat(part("lane", job))
        .isEqualTo(failed("lane", "agent 'nobody' has no lane", "Name an agent of the workspace."));
  }

  @Test
  void a_lane_that_is_gone_closed_or_full_fails() throws Exception {
    premises.lanes.put(
        "standard", new DelegationPolicy.LaneTerms(0, 100, 1, Duration.ofMinutes(1)));
    assertThat(part("lane", SPEC))
        .isEqualTo(
            failed(
                "lane",
                "lane 'standard' lets nothing be worked on",
                "Give lane 'standard' a concurrency of at least 1."));
    premises.lanes.put("standard", new DelegationPolicy.LaneTerms(4, 0, 1, Duration.ofMinutes(1)));
    assertThat(part("lane", SPEC))
        .isEqualTo(
            failed(
                "lane",
                "lane 'standard' works on 4 at once; 0 of 0 wait, so that it is full",
                "Let the lane empty, or raise its concurrency or its queue."));
    premises.lanes.clear();
    assertThat(part("lane", SPEC))
        .isEqualTo(
            failed(
                "lane",
                "the workspace has no lane 'standard'",
                "Write the lane into holdfast.yaml under 'lanes', or name another in the agent."));
  }

  @Test
  void nothing_that_leaves_needs_no_destination() throws Exception {
    var silent = Premises.spec("silent", new Deliver.None());
    var job = premises.saved(silent);
    assertThat(part("destination", job)).isEqualTo(passed("destination", "nothing leaves"));
    assertThat(part("expressions", job))
        .isEqualTo(passed("expressions", "nothing leaves, so there is no text to fill"));
  }

  @Test
  void a_channel_that_is_unknown_unfit_or_disabled_fails() throws Exception {
    assertThat(part("destination", Premises.spec("one", Premises.to("nowhere", ""))))
        .isEqualTo(
            failed(
                "destination",
                "the workspace has no channel 'nowhere'; it has [notes, screen]",
                "Write the channel into holdfast.yaml under 'channels', or name another in the"
                    + " job."));
    premises.accepts.put("screen", EnumSet.of(MessageKind.STATUS));
    assertThat(part("escalation", Premises.spec("two", Premises.to("notes", ""))))
        .isEqualTo(
            failed(
                "escalation",
                "channel 'screen' does not accept alert",
                "Add 'alert' to 'accepts' of the channel, or name another in the job."));
    var why = new Diagnostic("receiver-gone", "HTTP 410", "Nothing is sent.", "Ask them.");
    premises.desk.order(
        StreamId.named(Kind.CHANNEL, "notes"), new ChannelCommand.Disable("notes", why));
    assertThat(part("destination", Premises.spec("three", Premises.to("notes", ""))))
        .isEqualTo(
            failed(
                "destination",
                "channel 'notes' is disabled: HTTP 410",
                "Open it again when its receiver is back: holdfast channels enable notes."));
  }

  @Test
  void a_job_that_tells_nobody_when_it_stops_fails() throws Exception {
    var breaker = new Breaker(Breaker.Limits.USUAL, Duration.ofMinutes(1), "");
    var spec =
        new JobSpec(
            SPEC.identity(), SPEC.times(), SPEC.work(), SPEC.deliver(), SPEC.manner(), breaker);
    assertThat(part("escalation", spec))
        .isEqualTo(
            failed(
                "escalation",
                "nobody is told when the job stops",
                "Name a channel in breaker.escalate of the job."));
  }

  @Test
  void a_template_that_is_none_fails() throws Exception {
    assertThat(part("expressions", Premises.spec("a", Premises.to("notes", "{outptu.text}"))))
        .isEqualTo(
            failed(
                "expressions", "{outptu.text}: is not known", "Correct deliver.text of the job."));
  }

  @Test
  void a_template_that_names_what_no_output_has_fails() throws Exception {
    assertThat(part("expressions", Premises.spec("a", Premises.to("notes", "{output.txet}"))))
        .isEqualTo(
            failed(
                "expressions",
                "in an output as the contract's schema describes it: {output.txet}: has no value",
                "Correct deliver.text, or describe what it names in the contract's"
                    + " output.schema."));
  }

  @Test
  void a_schema_that_leaves_things_open_is_no_reason_to_fail() throws Exception {
    premises.contracts.put("watch", Premises.contract("watcher", "{\"type\":\"object\"}"));
    assertThat(part("expressions", Premises.spec("a", Premises.to("notes", "{output.txet}"))))
        .isEqualTo(
            passed(
                "expressions",
                "deliver.text is a template; the contract's schema leaves open whether it can be"
                    + " filled: {output.txet}: has no value"));
  }

  @Test
  void a_sample_follows_its_schema() {
    var schema =
        """
        {"type":"object","required":["free"],"properties":{
          "kind":{"enum":["up","down"]},"fixed":{"const":7},"note":{"type":["null","string"]},
          "list":{"type":"array","items":{"type":"object","properties":{"n":{"type":"integer"}}}},
          "yes":{"type":"boolean"}}}
        """;
    assertThat(Sample.of(new Json(schema)))
        .isEqualTo(
            new Sample(
                new Json(
                    "{\"kind\":\"up\",\"fixed\":7,\"note\":\"text\",\"list\":[{\"n\":1}],"
                        + "\"yes\":true,\"free\":\"text\"}"),
                Sample.Extent.PARTLY));
    assertThat(Sample.of(new Json("no schema")).extent()).isEqualTo(Sample.Extent.PARTLY);
  }

  @Test
  void the_next_instant_is_said() throws Exception {
    var spec = at("at 2100-01-01T09:00Z", Bounds.NONE);
    assertThat(part("schedule", spec))
        .isEqualTo(passed("schedule", "the next instant is 2100-01-01T09:00:00Z"));
  }

  @Test
  void a_schedule_without_an_instant_to_come_fails() throws Exception {
    var over = Instant.parse("2026-01-02T00:00:00Z");
    var job = premises.saved(SPEC);
    for (var spec :
        List.of(
            at("at 2022-01-01T09:00Z", Bounds.NONE),
            at(SPEC.times(), new Bounds(Duration.ZERO, over, 0)))) {
      assertThat(part("schedule", describing(job, spec)))
          .satisfies(part -> {
            assertThat(part.passed()).isFalse();
            assertThat(part.evidence()).startsWith("there is no instant after 2");
            assertThat(part.nextAction())
                .isEqualTo("Give the job a schedule with an instant to come, or a later 'until'.");
          });
    }
  }

  @Test
  void a_job_that_ran_as_often_as_it_may_fails() throws Exception {
    var job = premises.saved(at(SPEC.times(), new Bounds(Duration.ZERO, Instant.MAX, 2)));
    var spent =
        new Job(
            job.spec(),
            job.version(),
            job.phase(),
            new Job.Cursor(Instant.EPOCH, 2, 2),
            job.turn(),
            job.preflight(),
            job.health(),
            job.touched());
    assertThat(part("schedule", spent))
        .isEqualTo(
            failed(
                "schedule", "it has run 2 times, as often as it may", "Raise maxRuns of the job."));
  }

  @Test
  void a_runbook_that_is_named_must_be_there() throws Exception {
    var spec = with(new JobSpec.Identity("watch", "watch-topic", "ops-team", "site-down"));
    assertThat(part("runbook", spec))
        .isEqualTo(
            failed(
                "runbook",
                "there is no runbook 'site-down'; there are []",
                "Put site-down.md into the workspace's runbook folder, or name another."));
    premises.runbooks.put("site-down", "Look at it.");
    assertThat(part("runbook", spec)).isEqualTo(passed("runbook", "runbook 'site-down' is there"));
  }

  @Test
  void a_job_without_an_owner_or_a_topic_of_its_own_fails() throws Exception {
    assertThat(part("owner", with(new JobSpec.Identity("watch", "watch-topic", " ", ""))))
        .isEqualTo(
            failed(
                "owner",
                "nobody answers for the job",
                "Name the person or team in 'owner' of the job."));
    var job = premises.saved(SPEC);
    var version = job.version();
    var lost =
        new Job(
            job.spec(),
            new Job.Version(version.number(), 1, version.author(), version.at(), 0),
            job.phase(),
            job.cursor(),
            job.turn(),
            job.preflight(),
            job.health(),
            job.touched());
    assertThat(part("topic", lost))
        .isEqualTo(
            failed(
                "topic",
                "topic 'watch-topic' does not belong to it",
                "Save the job with another topic, or with takeOver and the present owner's name."));
  }

  private static Job touched(Job job, Instant at) {
    return in(job, job.phase(), at);
  }

  private static Job in(Job job, Phase phase, Instant touched) {
    return new Job(
        job.spec(),
        job.version(),
        phase,
        job.cursor(),
        job.turn(),
        job.preflight(),
        job.health(),
        touched);
  }

  private void asksModels() {
    premises.agent(
        "watcher",
        new AgentSpec.Model(new Addressee.Tier("small"), "routine", Escalation.NONE, ""));
  }

  @Test
  void a_job_that_asks_models_and_that_nobody_listens_to_fails() throws Exception {
    premises.idle = new Idle(Duration.ofDays(7), Set.of());
    asksModels();
    var job = premises.saved(SPEC);
    assertThat(part("listener", job).evidence()).startsWith("somebody touched it at ");
    var silent = Instant.now().minus(Duration.ofDays(7));
    assertThat(part("listener", touched(job, silent.plusSeconds(600))).passed()).isTrue();
    assertThat(part("listener", touched(job, silent)))
        .isEqualTo(
            failed(
                "listener",
                "nobody has touched it since "
                    + silent
                    + ", nor written on channel 'notes', for 168 hours or more",
                "If it is still wanted: holdfast jobs enable watch. If it may go on unheard, name"
                    + " it in models.idle.except."));
  }

  @Test
  void whoever_enables_a_silent_job_is_somebody() throws Exception {
    premises.idle = new Idle(Duration.ofDays(7), Set.of());
    asksModels();
    var job = in(premises.saved(SPEC), new Phase.Enabling("wanted"), Instant.EPOCH);
    assertThat(part("listener", job))
        .isEqualTo(passed("listener", "somebody has just asked for it"));
  }

  @Test
  void who_writes_on_its_channel_listens_and_on_another_does_not() throws Exception {
    premises.idle = new Idle(Duration.ofDays(7), Set.of());
    asksModels();
    var job = touched(premises.saved(SPEC), Instant.EPOCH);
    arrive("screen");
    assertThat(part("listener", job).passed()).isFalse();
    arrive("notes");
    assertThat(part("listener", job).evidence()).startsWith("somebody wrote on channel 'notes'");
  }

  private void arrive(String channel) {
    var identity = SessionScope.PER_ACTOR.identity(channel, "ada", "");
    premises.desk.order(
        StreamId.named(Kind.SESSION, identity), new SessionCommand.Arrive(identity, channel, 4));
  }

  @Test
  void who_may_go_on_unheard_does() throws Exception {
    premises.idle = new Idle(Duration.ofDays(7), Set.of());
    var job = touched(premises.saved(SPEC), Instant.EPOCH);
    assertThat(part("listener", job)).isEqualTo(passed("listener", "it asks no model"));
    asksModels();
    premises.idle = new Idle(Duration.ofDays(7), Set.of("watch"));
    assertThat(part("listener", job)).isEqualTo(passed("listener", "nobody needs to listen"));
    premises.idle = Idle.NEVER;
    assertThat(part("listener", job)).isEqualTo(passed("listener", "nobody needs to listen"));
  }

  @Test
  void secrets_are_read_and_never_told() throws Exception {
    premises.agent("watcher", command(new Secret.Env("CANARY"), new Secret.File("token")));
    assertThat(part("secrets", SPEC))
        .satisfies(part -> {
          assertThat(part.passed()).isFalse();
          assertThat(part.evidence()).endsWith("token cannot be read: NoSuchFileException.");
          assertThat(part.nextAction())
              .isEqualTo("Put the secret there, readable for the server's user.");
        });
    premises.agent("watcher", command(new Secret.Env("CANARY")));
    assertThat(part("secrets", SPEC)).isEqualTo(passed("secrets", "can be read: ${env:CANARY}"));
  }

  private static AgentSpec command(Secret... secrets) {
    var environment = new java.util.HashMap<String, EnvironmentValue>();
    for (var secret : secrets) {
      environment.put("S" + environment.size(), new EnvironmentValue.Hidden(secret));
    }
    return new AgentSpec.Command(List.of("./watch.sh"), Map.copyOf(environment));
  }
}
