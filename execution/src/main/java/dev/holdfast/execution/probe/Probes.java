package dev.holdfast.execution.probe;

/// Finds the probe of something by its name. There is one for every name: that of something unknown
/// fails, and says so.
@FunctionalInterface
public interface Probes {
  Probe of(String name);
}
