package dev.holdfast.execution.agents;

/// Who works here. There is an agent for every name: one that is not known fails every attempt.
@FunctionalInterface
public interface Roster {
  Agent agent(String name);
}
