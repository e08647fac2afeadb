/// One try at a task: what everybody who takes part in it holds. The lane makes an `Attempt` of
/// what it claimed; agents and brokers carry it along, so that every command that they bring to the
/// desk presents its fence and every wait ends at its deadline.
@NullMarked
package dev.holdfast.execution.attempt;

import org.jspecify.annotations.NullMarked;
