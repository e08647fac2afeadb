package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.expressions.Environment;
import dev.holdfast.control.workspace.ModelReading.Models;
import dev.holdfast.core.Expressions.Truth;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.models.Features;
import dev.holdfast.core.models.TaskClass;

/// Whom an agent of kind `model` asks: a tier, a class or a model; how patiently; and which tier
/// goes on when it must.
final class AskedReading {
  /// Where nothing could be read. A tier without a name has no models.
  private static final Addressee NOBODY = new Addressee.Tier("");

  private final Section agent;
  private final Models models;
  private final CelExpressions expressions;

  AskedReading(Section agent, Models models, CelExpressions expressions) {
    this.agent = agent;
    this.models = models;
    this.expressions = expressions;
  }

  Addressee addressee() {
    if (agent.has("tier") && agent.has("model")) {
      agent.error("model", "stands beside a tier; keep one of them");
      return NOBODY;
    }
    if (agent.has("model")) {
      return model();
    }
    if (agent.has("tier")) {
      var tier = agent.text("tier", "");
      Known.refers(agent, "tier", tier, "tier", models.policy().tiers().keySet());
      return new Addressee.Tier(tier);
    }
    if (agent.has("class")) {
      return work();
    }
    agent.error("tier", "is missing: name a tier, a class, or a model like provider/name");
    return NOBODY;
  }

  private Addressee model() {
    return switch (Called.of(agent.text("model", ""), models.providers().keySet())) {
      case Called.Model(var id) -> new Addressee.One(id);
      case Called.Nobody(var why) -> {
        agent.error("model", why);
        yield NOBODY;
      }
    };
  }

  private Addressee work() {
    var name = agent.text("class", "");
    if (models.policy().classes().containsKey(name)
        && models.policy().work(name).tier().isEmpty()) {
      agent.error(
          "class", "'" + name + "' has no tier that serves it; give it one, or name a tier");
    }
    return new Addressee.Work(name);
  }

  /// The agent's class; without one, the class with the name of its lane, where there is one.
  String taskClass(String lane) {
    var classes = models.policy().classes().keySet();
    if (agent.has("class")) {
      var name = agent.text("class", "");
      Known.refers(agent, "class", name, "class", classes);
      return name;
    }
    return classes.contains(lane) ? lane : TaskClass.USUAL;
  }

  Escalation escalation() {
    if (!agent.has("escalateTier")) {
      return Escalation.NONE;
    }
    var section = agent.section("escalateTier", Shape.ESCALATE_TIER);
    var to = section.required("to");
    if (!to.isEmpty()) {
      Known.refers(section, "to", to, "tier", models.policy().tiers().keySet());
    }
    if (to.equals(agent.text("tier", ""))) {
      section.error("to", "names the tier that is asked anyway; name a stronger one");
    }
    var when = section.text("when", "");
    if (!when.isEmpty()) {
      when(section, when);
    }
    return new Escalation(to, when);
  }

  /// The members of what is a group are only known by looking, so it is tried once.
  private void when(Section section, String when) {
    var findings = expressions.check(when, Environment.TIER);
    ContractCheck.said(findings).forEach(what -> section.error("when", what));
    if (findings.isEmpty()
        && expressions.test(when, Features.PLAIN.facts()) instanceof Truth.Errs(var why)) {
      section.error("when", "cannot be evaluated: " + why);
    }
  }
}
