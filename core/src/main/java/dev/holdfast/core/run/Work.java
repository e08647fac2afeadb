package dev.holdfast.core.run;

/// What a run goes by, pinned when it was opened.
///
/// @param session the key of its session
/// @param channel where the reply goes
/// @param actor who asked
/// @param correlation the id that every effect of this run carries
public record Work(
    long session,
    String contract,
    int policyVersion,
    String channel,
    String actor,
    String thread,
    String correlation) {}
