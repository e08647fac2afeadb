package dev.holdfast.execution.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.execution.PlainDesk;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.egress.ScriptedServer;
import dev.holdfast.execution.models.Models;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class AgentProbesTest {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String KEY = "sk-s3cret-canary";

  @TempDir private Path folder;
  private final Settings settings = new Settings().lane("hand", 4, MINUTE);
  private final PlainDesk desk = new PlainDesk(settings);
  private final Map<String, ProviderSpec> providers = new HashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private Probed probe(AgentSpec spec) throws InterruptedException {
    return probe("hand", Map.of("hand", spec));
  }

  private Probed probe(String name, Map<String, AgentSpec> agents) throws InterruptedException {
    var outbound = new Outbound(new Egress(List.of("127.0.0.1"), Resolver.SYSTEM));
    var doors =
        new Doors(
            desk, desk.reader(), desk.bulletin(), settings, outbound, Checkpoints.NONE, Meter.NONE);
    var secrets = new Secrets(folder, Map.of("KEY", KEY), new Redaction());
    var workspace =
        new Workspace(
            "acme",
            new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data"),
            List.of(),
            Map.of(),
            providers,
            agents,
            settings.now());
    var ground = new Ground(folder, folder, Map.of("PATH", folder.toString()), secrets);
    var models = new Models(() -> workspace, secrets, doors, InstantSource.system());
    return new WorkspaceRoster(() -> workspace, ground, doors, models).probe(name).probe(TIME);
  }

  private ScriptedServer answering(String status, String body) throws IOException {
    return new ScriptedServer(talk -> {
      asked.add(talk.readRequest());
      talk.write(
          "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body));
    });
  }

  @Test
  void a_program_is_found_where_it_would_be_run_from() throws Exception {
    var program = Files.writeString(folder.resolve("watch"), "#!/bin/sh\n");
    var spec = new AgentSpec.Command(List.of("watch", "--now"), Map.of());
    assertThat(probe(spec))
        .isEqualTo(
            new Probed.Failed(
                "[watch, --now] names no executable program, from " + folder,
                "Install the program or make it executable (chmod +x), or correct the agent's"
                    + " 'run'."));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(probe(spec)).isEqualTo(new Probed.Passed(program + " is there and executable"));
  }

  @Test
  void a_remote_agent_is_not_asked_for_work_and_may_answer_anything() throws Exception {
    try (var server = answering("404 Not Found", "")) {
      var place = "http://127.0.0.1:" + server.port();
      var spec =
          new AgentSpec.Http(place + "/work", new Secret.Env("KEY"), AgentSpec.Answering.AT_ONCE);
      assertThat(probe(spec))
          .isEqualTo(
              new Probed.Passed(
                  place + " answers OPTIONS with HTTP 404 Not Found; no work was asked for"));
    }
    assertThat(asked)
        .singleElement()
        .satisfies(request -> {
          assertThat(request).startsWith("OPTIONS /work HTTP/1.1");
          assertThat(request).doesNotContain(KEY);
        });
  }

  @Test
  void a_remote_agent_at_a_forbidden_address_fails() throws Exception {
    var spec =
        new AgentSpec.Http("http://10.0.0.1/", new Secret.None(), AgentSpec.Answering.AT_ONCE);
    assertThat(probe(spec))
        .isEqualTo(
            new Probed.Failed(
                "'10.0.0.1' is 10.0.0.1, which is not a public address.",
                "If it is meant to be reached, add \"10.0.0.1:80\" to egress.allow."));
  }

  @Test
  void of_workers_only_what_the_ledger_knows_is_said() throws Exception {
    var told = "nobody can tell whether a worker is there; workers claim";
    assertThat(probe(new AgentSpec.Worker()))
        .isEqualTo(new Probed.Passed(told + ", and nothing waits in lane 'hand'"));
    settings.contract(
        "dig", Settings.contract("hand", List.of(), Settings.budget(MINUTE, 0, 0, 1)));
    var task = desk.offer("dig", "{}");
    assertThat(probe(new AgentSpec.Worker()))
        .isInstanceOfSatisfying(
            Probed.Passed.class,
            passed ->
                assertThat(passed.evidence())
                    .startsWith(told + ", and 1 wait in lane 'hand', the first since 2"));
    desk.order(task, new TaskCommand.Lease("worker-7", MINUTE));
    assertThat(probe(new AgentSpec.Worker()))
        .isInstanceOfSatisfying(
            Probed.Passed.class,
            passed ->
                assertThat(passed.evidence())
                    .startsWith("worker 'worker-7' took " + task + " up from lane 'hand' at 2"));
  }

  private Probed model(String status, String body) throws Exception {
    try (var server = answering(status, body)) {
      providers.put(
          "far",
          new ProviderSpec.OpenAi(
              "http://127.0.0.1:" + server.port() + "/v1", new Secret.Env("KEY")));
      return withoutPort(probe(asking("far", "small-1")));
    }
  }

  private static AgentSpec asking(String provider, String model) {
    return new AgentSpec.Model(
        new Addressee.One(new ModelId(provider, model)), "routine", Escalation.NONE, "");
  }

  private static Probed withoutPort(Probed probed) {
    return switch (probed) {
      case Probed.Passed(var evidence) -> new Probed.Passed(evidence.replaceAll(":\\d+", ""));
      case Probed.Failed(var evidence, var nextAction) ->
          new Probed.Failed(evidence.replaceAll(":\\d+", ""), nextAction.replaceAll(":\\d+", ""));
    };
  }

  @Test
  void a_provider_is_asked_for_its_models_with_its_key() throws Exception {
    assertThat(model("200 OK", "{\"data\":[{\"id\":\"small-1\"}]}"))
        .isEqualTo(
            new Probed.Passed("http://127.0.0.1 answers HTTP 200 OK, lists model 'small-1'"));
    assertThat(asked.getFirst())
        .startsWith("GET /v1/models HTTP/1.1")
        .contains("Authorization: Bearer " + KEY);
    assertThat(model("200 OK", "{\"data\":[]}"))
        .isInstanceOfSatisfying(
            Probed.Passed.class,
            passed -> assertThat(passed.evidence()).contains("does not list model 'small-1'"));
    assertThat(model("404 Not Found", ""))
        .isInstanceOfSatisfying(
            Probed.Passed.class,
            passed -> assertThat(passed.evidence()).contains("without a list of models"));
  }

  @Test
  void a_provider_that_refuses_the_key_or_is_in_trouble_fails() throws Exception {
    assertThat(model("401 Unauthorized " + KEY, ""))
        .isEqualTo(
            new Probed.Failed(
                "http://127.0.0.1 refuses the key: HTTP 401 Unauthorized ***",
                "Correct the provider's key."));
    assertThat(model("503 Busy", ""))
        .isEqualTo(
            new Probed.Failed(
                "http://127.0.0.1 answers HTTP 503 Busy",
                "See what is wrong at http://127.0.0.1, or name another provider."));
    providers.put("far", new ProviderSpec.OpenAi("http://127.0.0.1:9", new Secret.Env("GONE")));
    assertThat(probe(asking("far", "small-1")))
        .isEqualTo(
            new Probed.Failed(
                "The environment variable GONE is not set, or empty.",
                "Set GONE for the server's process and start it again."));
  }

  @Test
  void the_practice_model_is_always_there() throws Exception {
    providers.put("practice", new ProviderSpec.Practice());
    assertThat(probe(asking("practice", "any")))
        .isEqualTo(new Probed.Passed("the practice model is built in"));
  }

  @Test
  void names_that_lead_nowhere_fail() throws Exception {
    assertThat(probe("ghost", Map.of("hand", new AgentSpec.Worker())))
        .isEqualTo(
            new Probed.Failed(
                "the workspace has no agent 'ghost'; it has [hand]",
                "Name an agent of the workspace in the contract."));
    assertThat(probe(asking("ghost", "m")))
        .isEqualTo(
            new Probed.Failed(
                "the workspace has no provider 'ghost'",
                "Name a provider of the workspace in the agent."));
  }
}
