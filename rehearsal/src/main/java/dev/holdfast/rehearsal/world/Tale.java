package dev.holdfast.rehearsal.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came about, and what should not have.
final class Tale {
  private static final int FINDINGS_MAX = 20;

  private final SortedMap<String, Long> seen = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();

  void saw(String what) {
    seen.merge(what, 1L, Long::sum);
  }

  void find(String what) {
    if (findings.size() < FINDINGS_MAX) {
      findings.add(what);
    }
  }

  SortedMap<String, Long> seen() {
    return seen;
  }

  List<String> findings() {
    return List.copyOf(findings);
  }
}
