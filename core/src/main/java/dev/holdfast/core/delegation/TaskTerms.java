package dev.holdfast.core.delegation;

import dev.holdfast.core.Versions;
import java.time.Duration;

/// A task's contract, read in the version of the policy that the task is pinned to.
record TaskTerms(Contract contract, DelegationPolicy policy) {

  static TaskTerms of(Terms terms, Versions<DelegationPolicy> versions) {
    var policy = versions.at(terms.policyVersion());
    var contract =
        switch (terms) {
          case Terms.Named(var name, _) -> policy.contracts().get(name);
          case Terms.Written(var written, _) -> written;
        };
    if (contract == null) {
      throw new IllegalStateException("no contract for " + terms);
    }
    return new TaskTerms(contract, policy);
  }

  /// The execution time that is left after what was spent.
  Duration left(Progress progress) {
    return contract.budget().time().minus(progress.spent());
  }

  boolean mayTryAgain(Progress progress) {
    return progress.attempts() < contract.budget().attempts() && left(progress).isPositive();
  }
}
