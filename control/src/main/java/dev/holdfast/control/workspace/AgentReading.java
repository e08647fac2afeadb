package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.workspace.Known.Kind;
import dev.holdfast.control.workspace.ModelReading.Models;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.AgentSpec.Answering;
import dev.holdfast.core.config.AgentSpec.EnvironmentValue;
import dev.holdfast.core.delegation.DelegationPolicy.AgentTerms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `agents`.
final class AgentReading {
  private final Models models;
  private final Set<String> lanes;
  private final Surroundings surroundings;
  private final CelExpressions expressions;
  private final Findings findings;
  private final Map<String, String> texts = new LinkedHashMap<>();

  AgentReading(
      Models models,
      Set<String> lanes,
      Surroundings surroundings,
      CelExpressions expressions,
      Findings findings) {
    this.models = models;
    this.lanes = lanes;
    this.surroundings = surroundings;
    this.expressions = expressions;
    this.findings = findings;
  }

  /// @param allow what its contracts may use when they do not say, and at most, if it is given
  record Agent(
      AgentSpec spec, AgentTerms terms, Kind kind, List<Section.Texted> allow, Section section) {}

  Map<String, Agent> read(Section root) {
    var agents = new LinkedHashMap<String, Agent>();
    for (var member : root.named("agents")) {
      var path = root.path("agents") + "." + member.key();
      Kinds.of(member.value(), path, Kind.class, findings)
          .ifPresent(kind -> {
            var section = Section.open(member.value(), path, shape(kind), findings);
            agents.put(member.key(), agent(kind, section));
          });
    }
    return agents;
  }

  /// The texts that were read from beside the file, by path as written.
  Map<String, String> texts() {
    return texts;
  }

  private static Shape shape(Kind kind) {
    return switch (kind) {
      case MODEL -> Shape.MODEL;
      case COMMAND -> Shape.COMMAND;
      case HTTP -> Shape.HTTP;
      case WORKER -> Shape.WORKER;
    };
  }

  private Agent agent(Kind kind, Section section) {
    var lane = section.text("lane", LaneReading.DEFAULT);
    Known.refers(section, "lane", lane, "lane", lanes);
    var spec =
        switch (kind) {
          case MODEL -> model(section);
          case COMMAND -> command(section);
          case HTTP ->
              new AgentSpec.Http(
                  Links.required(section, "url"),
                  section.secret("token"),
                  section.choice("answering", Answering.AT_ONCE));
          case WORKER -> new AgentSpec.Worker();
        };
    var hands = kind == Kind.WORKER ? Hands.WORKER : Hands.NODE;
    return new Agent(spec, new AgentTerms(lane, hands), kind, Allowance.read(section), section);
  }

  private AgentSpec model(Section section) {
    var asked = new AskedReading(section, models, expressions);
    return new AgentSpec.Model(
        asked.addressee(),
        asked.taskClass(section.text("lane", LaneReading.DEFAULT)),
        asked.escalation(),
        instructions(section));
  }

  private String instructions(Section section) {
    var path = section.text("instructions", "");
    if (path.isEmpty()) {
      return "";
    }
    if (Links.leavesFolder(path)) {
      section.error("instructions", "must stay in the workspace folder: relative, without '..'");
      return "";
    }
    return switch (surroundings.text(path)) {
      case Surroundings.Found.Text(var text) -> {
        texts.put(path, text);
        yield text;
      }
      case Surroundings.Found.Missing(var why) -> {
        section.error("instructions", why);
        yield "";
      }
    };
  }

  private AgentSpec command(Section section) {
    var run = section.texts("run").stream().map(Section.Texted::text).toList();
    if (run.isEmpty() || run.getFirst().isBlank()) {
      section.error("run", "is missing: the program and its arguments, as a list");
    } else if (run.getFirst().contains("/") && !run.getFirst().startsWith("/")) {
      var refusal = surroundings.programRefusal(run.getFirst());
      if (!refusal.isEmpty()) {
        section.error("run", refusal);
      }
    }
    return new AgentSpec.Command(run, environment(section));
  }

  private Map<String, EnvironmentValue> environment(Section section) {
    var environment = new LinkedHashMap<String, EnvironmentValue>();
    for (var member : section.named("environment")) {
      if (member.value() instanceof Node.Scalar scalar && !scalar.isNothing()) {
        environment.put(member.key(), environmentValue(section, member.key(), scalar));
      } else {
        findings.error(
            member.mark(), section.path("environment." + member.key()), "must be a text");
      }
    }
    return environment;
  }

  private EnvironmentValue environmentValue(Section section, String key, Node.Scalar scalar) {
    var secret = Quantities.secret(scalar.text());
    if (secret.isEmpty() && Quantities.mentionsSecret(scalar.text())) {
      findings.error(
          scalar.mark(),
          section.path("environment." + key),
          "must be a secret's reference alone, or none");
    }
    return secret
        .<EnvironmentValue>map(EnvironmentValue.Hidden::new)
        .orElse(new EnvironmentValue.Plain(scalar.text()));
  }
}
