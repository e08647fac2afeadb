package dev.holdfast.execution.preflight;

import dev.holdfast.execution.probe.Probe;

/// One part of a preflight.
record Look(String name, Probe probe) {}
