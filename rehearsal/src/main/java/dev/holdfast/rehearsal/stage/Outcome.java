package dev.holdfast.rehearsal.stage;

import java.util.List;
import java.util.SortedMap;

/// What one seed gave.
///
/// @param hash the ledger's last: the same history, and only the same, has the same
/// @param seen how often each fault and each notable event came about
/// @param findings laws that were broken, in words; none when all held
public record Outcome(
    long seed, String hash, long steps, SortedMap<String, Long> seen, List<String> findings) {}
