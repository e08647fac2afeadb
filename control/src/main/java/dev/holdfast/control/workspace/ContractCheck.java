package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.expressions.Environment;
import dev.holdfast.core.Finding;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.ContractFindings;
import dev.holdfast.core.delivery.DeliveryPolicy.ChannelTerms;
import dev.holdfast.core.delivery.MessageKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything that is wrong with a contract, wherever it comes from: what is missing or
/// contradictory, and what is wrong in its schema, expressions and template. A finding's `where` is
/// the path of keys.
public final class ContractCheck {
  private static final Set<String> TEMPLATE_NAMES = Set.of("output");

  private final CelExpressions expressions;

  public ContractCheck(CelExpressions expressions) {
    this.expressions = expressions;
  }

  /// What is wrong with a contract that is offered under this policy. Its agent is not looked at:
  /// the rules refuse one that they do not know.
  public List<Finding> findings(Contract contract, Policy policy) {
    return findings(contract, policy.delivery().channels());
  }

  List<Finding> findings(Contract contract, Map<String, ChannelTerms> channels) {
    var findings = new ArrayList<>(ContractFindings.of(contract));
    schema(contract, findings);
    for (int i = 0; i < contract.checks().size(); i++) {
      var that = contract.checks().get(i).that();
      expression("checks[" + i + "].that", that, Environment.CHECK, findings);
    }
    var escalation = contract.escalation();
    expression("escalate.when", escalation.when(), Environment.ESCALATION, findings);
    channel(escalation.to(), channels, findings);
    expressions
        .checkTemplate(contract.reply(), TEMPLATE_NAMES)
        .forEach(found -> findings.add(new Finding("reply", "is not a template: " + found)));
    return List.copyOf(findings);
  }

  private void schema(Contract contract, List<Finding> findings) {
    if (contract.schema().isNull()) {
      return;
    }
    for (var found : expressions.checkSchema(contract.schema())) {
      var where = "output.schema" + found.where().replace('/', '.');
      findings.add(new Finding(where, found.what()));
    }
  }

  /// A blank one is missing, which is another finding.
  private void expression(
      String where, String text, Environment environment, List<Finding> findings) {
    if (!text.isBlank()) {
      said(expressions.check(text, environment))
          .forEach(what -> findings.add(new Finding(where, what)));
    }
  }

  /// What is wrong with an expression, in words; its own line and column are part of them.
  static List<String> said(List<Finding> wrong) {
    return wrong.stream()
        .map(found -> {
          var where = found.where().isEmpty() ? "" : " (at " + found.where() + " in it)";
          return "is not an expression" + where + ": " + found.what();
        })
        .toList();
  }

  private static void channel(
      String to, Map<String, ChannelTerms> channels, List<Finding> findings) {
    if (to.isEmpty()) {
      return;
    }
    var terms = channels.get(to);
    if (terms == null) {
      var hint = Nearest.hint(to, channels.keySet());
      findings.add(new Finding("escalate.to", "refers to no channel '" + to + "'" + hint));
    } else if (!terms.accepts().contains(MessageKind.ALERT)) {
      findings.add(
          new Finding(
              "escalate.to", "names the channel '" + to + "', which does not accept alerts"));
    }
  }
}
