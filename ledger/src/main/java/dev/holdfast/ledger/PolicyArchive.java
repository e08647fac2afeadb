package dev.holdfast.ledger;

import java.time.Instant;
import java.util.List;

/// Every version of the workspace that was ever active (book B10).
public interface PolicyArchive {
  /// Makes this content the current version, unless it is already; returns the current version's
  /// number. Numbers start at 1.
  int activate(Candidate candidate);

  /// By number, the oldest first.
  List<Version> versions();

  record Candidate(String content, String sha256, String author, String reason) {}

  record Version(
      int number, String content, String sha256, String author, String reason, Instant at) {}
}
