package dev.holdfast.gateway.models;

import dev.holdfast.core.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What there is to say of a request: everything that is wrong with it, and what was passed over.
final class Notes {
  private static final int FINDINGS_MAX = 50;
  private static final int IGNORED_MAX = 20;
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,80}");

  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> ignored = new TreeSet<>();

  void wrong(String where, String what) {
    if (findings.size() < FINDINGS_MAX) {
      findings.add(new Finding(where, what));
    }
  }

  /// A name that would not pass as a header is not told.
  void ignores(String where) {
    var name = INDEX.matcher(where).replaceAll("[]");
    if (ignored.size() < IGNORED_MAX && PLAIN.matcher(name).matches()) {
      ignored.add(name);
    }
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  Set<String> ignored() {
    return ignored;
  }
}
