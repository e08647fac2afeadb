package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.routing.Route;
import dev.holdfast.core.session.Arrival;
import dev.holdfast.core.session.SessionPolicy;
import dev.holdfast.core.session.SessionScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceFileTest {
  private static final WorkspaceFile FILE = new WorkspaceFile(new CelExpressions());

  @TempDir private Path folder;

  @Test
  void one_agent_is_enough() {
    var workspace = read("holdfast: 1\nagents:\n  me: {kind: worker}\n");
    assertThat(workspace.server())
        .isEqualTo(
            new ServerSpec(
                "127.0.0.1", 7420, "sqlite", Set.of(ServerSpec.Plane.values()), "./data"));
    assertThat(workspace.agents()).isEqualTo(Map.of("me", new AgentSpec.Worker()));
    assertThat(workspace.policy().delegation().contracts()).containsOnlyKeys("me");
    assertThat(workspace.policy().delegation().lanes()).containsOnlyKeys("default");
  }

  @Test
  void a_collector_of_traces_is_an_address() {
    var one = "holdfast: 1\nagents: {me: {kind: worker}}\nserver: {telemetry: {otlp: \"%s\"}}\n";
    assertThat(read(one.formatted("http://127.0.0.1:4318")).server().collector())
        .isEqualTo("http://127.0.0.1:4318");
    assertThat(FILE.read(one.formatted("collector:4318"), folder))
        .isInstanceOf(WorkspaceReading.Refused.class);
  }

  @Test
  void without_channels_the_only_agent_answers_on_the_console() {
    var one = read("holdfast: 1\nagents:\n  me: {kind: worker}\n");
    assertThat(one.policy().routing().responders()).isEqualTo(Map.of("console", "me"));
    var two = read("holdfast: 1\nagents:\n  me: {kind: worker}\n  you: {kind: worker}\n");
    assertThat(two.policy().routing().responders()).isEqualTo(Map.of("console", ""));
  }

  @Test
  void what_is_risky_and_allowed_is_a_warning() {
    var yaml =
        """
        holdfast: 1
        server: {listen: "0.0.0.0:7420"}
        agents: {me: {kind: worker}}
        channels: {a: {kind: webhook, url: "http://x"}}
        """;
    assertThat(FILE.read(yaml, folder))
        .isInstanceOfSatisfying(
            WorkspaceReading.Read.class,
            read ->
                assertThat(read.warnings())
                    .extracting(Finding::where)
                    .containsExactly("holdfast.yaml:2:10", "holdfast.yaml:4:15"));
  }

  @Test
  void a_channel_has_its_defaults() {
    var policy = read("holdfast: 1\nagents:\n  me: {kind: worker}\n").policy();
    assertThat(policy.session().channels().get("console"))
        .isEqualTo(new SessionPolicy.Manner(SessionScope.PER_ACTOR, Arrival.QUEUE, 100));
    assertThat(policy.delivery().channels().get("console"))
        .isEqualTo(
            new DeliveryPolicy.ChannelTerms(
                Set.of(MessageKind.values()),
                DeliveryPolicy.Doubt.HOLD,
                8,
                Duration.ofHours(24),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5)));
  }

  @Test
  void the_example_is_read() throws IOException {
    var workspace = example();
    assertThat(workspace.name()).isEqualTo("acme-ops");
    assertThat(workspace.egress()).containsExactly("127.0.0.1:9000", "*.example.test");
    assertThat(workspace.channels().get("support"))
        .isEqualTo(
            new ChannelSpec.Webhook(
                "https://example.test/hook",
                new Secret.Env("SUPPORT_SECRET"),
                Duration.ofSeconds(10)));
    assertThat(workspace.providers().get("main"))
        .isEqualTo(
            new ProviderSpec.OpenAi("https://api.example.test/v1", new Secret.Env("MAIN_KEY")));
    assertThat(workspace.agents().get("concierge"))
        .isEqualTo(
            new AgentSpec.Model(
                new Addressee.Tier("small"), "interactive", Escalation.NONE, "Be kind.\n"));
    assertThat(workspace.agents().get("site-checker"))
        .isEqualTo(new AgentSpec.Command(List.of("./check-site.sh"), Map.of()));
  }

  @Test
  void the_example_tells_the_rules() throws IOException {
    var policy = example().policy();
    assertThat(policy.routing().responders()).isEqualTo(Map.of("support", "concierge", "ops", ""));
    assertThat(policy.routing().routes())
        .containsExactly(
            new Route(
                "site-questions",
                "channel == 'support' && text.startsWith('/site')",
                "check-site"));
    assertThat(policy.delivery().channels().get("ops").accepts())
        .containsExactlyInAnyOrder(MessageKind.ALERT, MessageKind.STATUS, MessageKind.REPORT);
    var contract = policy.delegation().contracts().get("check-site");
    assertThat(contract.allow()).containsExactly("http.get");
    assertThat(contract.budget().time()).isEqualTo(Duration.ofSeconds(20));
    assertThat(contract.budget().money()).isEqualTo(500_000);
    assertThat(contract.escalation())
        .isEqualTo(new Contract.Escalation("attempts >= 2 || verdict == 'reject'", "ops"));
    assertThat(policy.delegation().contracts())
        .containsOnlyKeys("check-site", "concierge", "site-checker");
  }

  private Workspace example() throws IOException {
    Files.writeString(folder.resolve("concierge.md"), "Be kind.\n");
    var script = Files.writeString(folder.resolve("check-site.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    try (var example = WorkspaceFileTest.class.getResourceAsStream("example.yaml")) {
      assertThat(example).isNotNull();
      return read(new String(example.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private Workspace read(String yaml) {
    return switch (FILE.read(yaml, folder)) {
      case WorkspaceReading.Read(var workspace, _, _) -> workspace;
      case WorkspaceReading.Refused(var findings) -> throw new AssertionError(findings.toString());
    };
  }
}
