package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RefusalsTest {
  private static final WorkspaceFile FILE = new WorkspaceFile(new CelExpressions());
  private static final String AGENT = "holdfast: 1\nagents: {me: {kind: worker}}\n";

  @TempDir private Path folder;

  /// The mark » stands where the finding is to point.
  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("»chanels: {}", "chanels is unknown; did you mean 'channels'?"),
        arguments("server: {»lisen: ':1'}", "server.lisen is unknown; did you mean 'listen'?"),
        arguments("workspace: a\n»workspace: b", "'workspace' is there twice"),
        arguments("»workspace: 7", "workspace must be a text, not a whole number"),
        arguments("server: »7", "server must be a group of keys, not a whole number"),
        arguments("server: {»listen: nowhere}", "must be an address and a port"),
        arguments("server: {»listen: '127.0.0.1:99999'}", "must be an address and a port"),
        arguments("server: {»store: mysql}", "must be sqlite, or a URL"),
        arguments("server: {»store: 'postgresql://a:b@h/d'}", "holds a password"),
        arguments("server: {»planes: []}", "at least one"),
        arguments("server: {planes: [»controll]}", "did you mean 'control'?"),
        arguments("egress: {allow: [»'a b']}", "must be host, host:port or *.suffix"),
        arguments("egress: {allow: [»'*']}", "must be host, host:port or *.suffix"),
        arguments("egress: {allow: [»'a:99999']}", "must be host, host:port or *.suffix"),
        arguments("lanes: {a: {»concurrency: 0}}", "must be between 1 and 10000"),
        arguments("lanes: {a: {»timeout: 60}}", "must be a text, not a whole number"),
        arguments("lanes: {a: {»timeout: soon}}", "must be a time like 250ms"),
        arguments("lanes: {»a b: {}}", "is not a name"),
        arguments("channels: {a: »{}}", "channels.a.kind is missing; one of webhook"),
        arguments("channels: {a: {»kind: hook}}", "'hook' is unknown; did you mean 'webhook'?"),
        arguments("channels: {a: »{kind: file}}", "channels.a.path is missing"),
        arguments("channels: {a: {kind: file, »path: ../x}}", "must stay in the data folder"),
        arguments("channels: {a: {kind: console, »url: x}}", "url is unknown"),
        arguments("channels: {a: {kind: webhook, »url: 'ftp://x'}}", "http or https URL"),
        arguments("channels: {a: {kind: webhook, »url: 'http://a:b@x/'}}", "without a user"),
        arguments(
            "channels: {a: {kind: webhook, url: 'http://x', »secret: geheim}}",
            "must refer to a secret"),
        arguments("channels: {a: {kind: console, »responder: mee}}", "did you mean 'me'?"),
        arguments("channels: {a: {kind: console, accepts: [»replies]}}", "is unknown"),
        arguments("channels: {a: {kind: console, »session: shared}}", "is unknown"),
        arguments("channels: {a: »{kind: console, arrival: queue}}", "responder is missing"),
        arguments("channels: {a: {kind: console, »timeout: 1h}}", "at most 5m"),
        arguments("channels: {a: {kind: console, »backoff: {base: 9m}}}", "a cap not below"),
        arguments("workspace: »'${env:NAME}'", "has a secret where none belongs"),
        arguments("workspace: »!!str a", "has the tag"),
        arguments("models: {tiers: {a: [»b/c]}}", "refers to no provider 'b'"),
        arguments("models: {tiers: {»a: b}}", "must be a list with at least one model"),
        arguments("»routes: {}", "routes must be a list, not a group of keys"),
        arguments("routes: [»{when: 'true', agent: me}]", "routes[0].name is missing"),
        arguments("routes: [»{name: a, when: 'true'}]", "must be named, or an agent"),
        arguments("routes: [{name: a, when: 'true', »agent: you}]", "refers to no agent"),
        arguments("routes: [{name: a, »when: 'text', agent: me}]", "is not an expression"),
        arguments("routes: [{name: a, »when: 'tex == 1', agent: me}]", "(at 1:1 in it)"),
        arguments(
            "routes: [{name: a, »when: 'false && text == channel', agent: me}]",
            "can never match: it is always false"),
        arguments(
            "routes: [{name: a, when: 'true', agent: me}, {name: b, »when: text == 'x', agent:"
                + " me}]",
            "can never match: route 'a' before it takes everything"),
        arguments(
            "routes: [{name: a, when: \"text == 'x'\", agent: me}, {»name: a, when: 'true', agent:"
                + " me}]",
            "'a' is there twice"),
        arguments(
            "channels: {c: »{kind: console}}\n"
                + "routes: [{name: a, when: \"channel == 'c'\", agent: me}]",
            "speaks of this channel"),
        arguments("contracts: {c: »{objective: x}}", "contracts.c.agent is missing"),
        arguments("contracts: {c: {»agent: mi}}", "did you mean 'me'?"),
        arguments("contracts: {c: »{agent: me}}", "contracts.c.objective is missing"),
        arguments("contracts: {c: »{agent: me}}", "contracts.c.output.schema is missing"),
        arguments(contract("output: {schema: {»type: objekt}}"), "schema.type"),
        arguments(contract("budget: {»time: 8d}"), "budget.time must be at most 7 days"),
        arguments(contract("budget: {»money: 5 euros}"), "an amount and a currency"),
        arguments(
            "contracts: {c: »{agent: me, objective: x, reversible: false}}", "rollback is missing"),
        arguments(contract("»reversible: 0"), "must be true or false"),
        arguments(contract("»escalate: {when: 'true'}"), "needs both 'when' and 'to'"),
        arguments(contract("escalate: {when: 'true', »to: ops}"), "refers to no channel"),
        arguments(contract("escalate: {»when: attempts, to: ops}"), "is not an expression"),
        arguments(contract("»checks: [{name: a}]"), "each needs a name"),
        arguments(contract("checks: [{name: a, »that: outptu.x}]"), "is not an expression"),
        arguments(contract("»reply: '{outptu.x}'"), "is not a template"),
        arguments(contract("allow: [»delegate.mee]"), "did you mean 'me'?"),
        arguments(contract("allow: [»'a b']"), "must be a tool's name"));
  }

  private static String contract(String more) {
    return "contracts: {c: {agent: me, objective: x, %s}}".formatted(more);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_found_with_its_place(String marked, String what) {
    var yaml = AGENT + marked;
    var before = yaml.substring(0, yaml.indexOf('»'));
    var where = (before + "x").lines().count() + ":" + (before.length() - before.lastIndexOf('\n'));
    assertThat(refused(yaml.replace("»", "")))
        .anySatisfy(found -> {
          assertThat(found.where()).isEqualTo("holdfast.yaml:" + where);
          assertThat(found.what()).contains(what);
        });
  }

  static Stream<Arguments> laterKeys() {
    return Stream.of(
        arguments("policies: []", "policies"),
        arguments("autonomy: {}", "autonomy"),
        arguments("slos: []", "slos"),
        arguments("access: {}", "access"),
        arguments("lanes: {a: {fairness: actor}}", "lanes.a.fairness"),
        arguments("channels: {a: {kind: console, quiet: {}}}", "channels.a.quiet"),
        arguments("channels: {a: {kind: console, arrival: merge}}", "channels.a.arrival 'merge'"),
        arguments(
            "channels: {a: {kind: console, arrival: interrupt}}", "channels.a.arrival 'interrupt'"),
        arguments("channels: {a: {kind: slack}}", "channels.a.kind 'slack'"));
  }

  @ParameterizedTest
  @MethodSource("laterKeys")
  void what_is_documented_and_not_built_is_refused_as_such(String yaml, String path) {
    assertThat(refused(AGENT + yaml))
        .extracting(Finding::what)
        .anySatisfy(what -> assertThat(what).contains(path).contains("not yet supported"));
  }

  @Test
  void all_mistakes_come_at_once_in_order() {
    var yaml = "holdfast: 2\nserver: {lisen: 1}\nagents:\n  a: {kind: wrker}\n  b: {kind: http}\n";
    assertThat(refused(yaml))
        .extracting(Finding::where)
        .containsExactly(
            "holdfast.yaml:1:1", "holdfast.yaml:2:10", "holdfast.yaml:4:7", "holdfast.yaml:5:6");
  }

  @Test
  void an_empty_file_says_what_it_lacks() {
    assertThat(refused(""))
        .extracting(Finding::what)
        .containsExactly(
            "holdfast is missing: begin with 'holdfast: 1', the version of the format",
            "agents is missing: name at least one agent that does the work");
  }

  @Test
  void agents_are_checked_against_the_folder() throws IOException {
    Files.writeString(folder.resolve("plain.sh"), "#!/bin/sh\n");
    var yaml =
        """
        holdfast: 1
        models: {providers: {a: {kind: practice}}, tiers: {t: [a/x]}}
        agents:
          a: {kind: command, run: [./none.sh]}
          b: {kind: command, run: [./plain.sh]}
          c: {kind: model, tier: t, instructions: none.md}
          d: {kind: model, tier: t, instructions: ../none.md}
          e: {kind: model, tier: s}
          f: {kind: model, model: b/x}
          g: {kind: model, model: a/x, tier: t}
          h: {kind: model}
          i: {kind: worker, lane: defualt}
          j: {kind: command, run: [python3], environment: {A: 'x ${env:B}'}}
        """;
    assertThat(refused(yaml))
        .extracting(Finding::what)
        .satisfiesExactly(
            what -> assertThat(what).contains("agents.a.run refers to no file './none.sh'"),
            what -> assertThat(what).contains("agents.b.run './plain.sh' is not executable"),
            what -> assertThat(what).contains("agents.c.instructions refers to no file 'none.md'"),
            what -> assertThat(what).contains("agents.d.instructions must stay in the workspace"),
            what -> assertThat(what).contains("agents.e.tier refers to no tier 's'"),
            what -> assertThat(what).contains("agents.f.model refers to no provider 'b'"),
            what -> assertThat(what).contains("agents.g.model stands beside a tier"),
            what -> assertThat(what).contains("agents.h.tier is missing"),
            what -> assertThat(what).contains("did you mean 'default'?"),
            what -> assertThat(what).contains("agents.j.environment.A must be a secret's"));
  }

  @Test
  void a_contract_may_not_allow_more_than_its_agent() {
    var yaml =
        """
        holdfast: 1
        agents: {me: {kind: worker, allow: ['http.*']}}
        contracts:
          c: {objective: x, agent: me, output: {schema: true}, allow: [http.get, fs.read]}
        """;
    assertThat(refused(yaml))
        .singleElement()
        .satisfies(found ->
            assertThat(found.what())
                .isEqualTo("contracts.c.allow has 'fs.read', which the agent 'me' is not allowed"));
  }

  @Test
  void an_escalation_goes_to_a_channel_that_takes_alerts() {
    var yaml =
        AGENT
            + """
            channels: {ops: {kind: console, accepts: [reply]}}
            contracts:
              c:
                objective: x
                agent: me
                output: {schema: true}
                escalate: {when: attempts > 1, to: ops}
            """;
    assertThat(refused(yaml))
        .containsExactly(
            new Finding(
                "holdfast.yaml:9:36",
                "contracts.c.escalate.to names the channel 'ops', which does not accept alerts"));
  }

  @Test
  void a_workspace_has_one_currency() {
    var contract = "{objective: x, agent: me, output: {schema: true}, budget: {money: %s}}";
    var yaml =
        AGENT
            + "contracts:\n  a: "
            + contract.formatted("1 EUR")
            + "\n  b: "
            + contract.formatted("1 USD");
    assertThat(refused(yaml))
        .singleElement()
        .satisfies(found -> assertThat(found.what()).contains("another currency than EUR"));
  }

  @Test
  void a_reference_in_a_flow_group_is_told_to_take_quotes() {
    assertThat(refused(AGENT + "models: {providers: {a: {kind: openai, key: ${env:K}}}}"))
        .singleElement()
        .satisfies(found -> assertThat(found.what()).contains("needs quotes"));
  }

  @Test
  void what_is_not_yaml_is_refused_with_its_place() {
    assertThat(refused("a: [1"))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.where()).startsWith("holdfast.yaml:1:");
          assertThat(found.what()).startsWith("is not YAML");
        });
    assertThat(refused(AGENT + "---\nb: 1")).hasSize(1);
    assertThat(refused("? [a]\n: b")).hasSize(1);
    assertThat(refused("a: *b")).hasSize(1);
  }

  @Test
  void bombs_are_refused_quickly() {
    var flow = "a: " + "[".repeat(10_000) + "]".repeat(10_000);
    var block = new StringBuilder();
    IntStream.range(0, 1_300).forEach(i -> block.append(" ".repeat(i)).append("a:\n"));
    var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      laughs
          .append("a%d: &a%d [".formatted(i, i))
          .append(("*a%d, ".formatted(i - 1)).repeat(8))
          .append("x]\n");
    }
    var endless = "a: &a [*a]";
    var long_ = "a: " + "x".repeat(2_000_000);
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThat(List.of(flow, block.toString(), laughs.toString(), endless, long_))
                .allSatisfy(bomb -> assertThat(refused(bomb)).hasSize(1)));
  }

  @Test
  void a_folder_without_a_workspace_says_what_to_do() {
    assertThat(FILE.read(folder))
        .isInstanceOfSatisfying(
            WorkspaceReading.Refused.class,
            refused ->
                assertThat(refused.findings())
                    .singleElement()
                    .satisfies(found -> assertThat(found.what()).contains("holdfast init")));
  }

  @Test
  void what_is_not_text_is_refused() throws IOException {
    Files.write(folder.resolve("holdfast.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(FILE.read(folder)).isInstanceOf(WorkspaceReading.Refused.class);
  }

  private List<Finding> refused(String yaml) {
    return switch (FILE.read(yaml, folder)) {
      case WorkspaceReading.Refused(var findings) -> findings;
      case WorkspaceReading.Read read -> throw new AssertionError("was read: " + read);
    };
  }

  @Test
  void money_that_nobody_can_count_is_refused() {
    var yaml =
        """
        holdfast: 1
        models:
          providers: {a: {kind: practice}, b: {kind: openai, url: "http://127.0.0.1:1"}}
          tiers: {t: [a/x, b/y]}
          prices: {version: "1", currency: EUR, of: {c/x: {input: 1, output: 1}, b/z: {input: -1}}}
          budgets:
            - {scope: workspace, per: day, money: 20 USD, warn: 120%, escalate: nobody}
            - {scope: workspace, per: day, tokens: 0}
            - {scope: agent}
        agents: {w: {kind: worker}}
        """;
    assertThat(refused(yaml))
        .extracting(Finding::what)
        .anySatisfy(what -> assertThat(what).contains("refers to no provider 'c'"))
        .anySatisfy(what -> assertThat(what).contains("input must be a number from 0"))
        .anySatisfy(what -> assertThat(what).contains("output is missing"))
        .anySatisfy(what -> assertThat(what).contains("is in USD, and models.prices are in EUR"))
        .anySatisfy(what -> assertThat(what).contains("has no price for b/y;"))
        .anySatisfy(what -> assertThat(what).contains("warn must be between 1% and 100%"))
        .anySatisfy(what -> assertThat(what).contains("refers to no channel 'nobody'"))
        .anySatisfy(what -> assertThat(what).contains("tokens must be between 1"))
        .anySatisfy(what -> assertThat(what).contains("has a budget per day already"))
        .anySatisfy(what -> assertThat(what).contains("per is missing"))
        .anySatisfy(what -> assertThat(what).contains("say what the limit is"));
  }

  @Test
  void a_smaller_tier_that_is_none_is_refused() {
    var yaml =
        """
        holdfast: 1
        models:
          providers: {a: {kind: openai, url: "http://127.0.0.1:1"}}
          tiers: {small: [a/mini], large: [a/big]}
          prices: {version: "1", currency: EUR, of: {a/mini: {input: 1, output: 1}, a/big: {input: 9, output: 9}}}
          budgets:
            - {scope: workspace, per: day, tokens: 9, lower: {at: 70%, to: large}}
            - {scope: workspace, per: hour, tokens: 9, lower: {at: 101%, to: smal}}
            - {scope: run, per: hour, tokens: 9, lower: {at: 95%}}
            - {scope: run, per: day, tokens: 9, lower: {at: 95%, to: small, from: large}}
        agents: {w: {kind: worker}}
        """;
    assertThat(refused(yaml))
        .extracting(Finding::what)
        .anySatisfy(what -> assertThat(what).contains("lower.at must not be below warn"))
        .anySatisfy(
            what -> assertThat(what).contains("names 'large', and every other tier is cheaper"))
        .anySatisfy(what -> assertThat(what).contains("lower.at must be between 1% and 100%"))
        .anySatisfy(what -> assertThat(what).contains("refers to no tier 'smal'; did you mean"))
        .anySatisfy(what -> assertThat(what).contains("budgets[2].lower.to is missing"))
        .anySatisfy(what -> assertThat(what).contains("budgets[3].lower.from is unknown"));
  }
}
