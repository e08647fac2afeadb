package dev.holdfast.execution.models;

import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.tools.Offer;
import java.util.List;

/// What a model is asked.
///
/// @param model the provider's own name of it
public record Question(String model, List<Turn> turns, List<Offer> tools, Deadline deadline) {}
