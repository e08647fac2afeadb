package dev.holdfast.core.models.viability;

import java.util.ArrayList;
import java.util.List;

/// What a model is told apart by from what it was before.
///
/// @param version what the provider calls it in its answers (`mini-2026-05-01`), empty where it
///   does not say
/// @param digest of what the provider has loaded, empty where it does not say
/// @param settings a hash of what the workspace says of it ([Settings])
/// @param canaries hashes of what it answered to the same questions each time, in their order;
///   empty for one that was not answered
public record Identity(String version, String digest, String settings, List<String> canaries) {
  public static final Identity NONE = new Identity("", "", "", List.of());

  /// With what was known before in place of what it does not say.
  Identity completedBy(Identity before) {
    var all = new ArrayList<String>();
    for (int i = 0; i < Math.max(canaries.size(), before.canaries.size()); i++) {
      all.add(said(at(canaries, i), at(before.canaries, i)));
    }
    return new Identity(
        said(version, before.version), said(digest, before.digest), settings, List.copyOf(all));
  }

  private static String at(List<String> texts, int index) {
    return index < texts.size() ? texts.get(index) : "";
  }

  private static String said(String now, String before) {
    return now.isEmpty() ? before : now;
  }

  /// What is another than before, in words. What either did not say is no difference.
  List<String> drift(Identity before) {
    var drift = new ArrayList<String>();
    if (differs(before.version, version)) {
      drift.add("version '%s' was '%s'".formatted(version, before.version));
    }
    if (differs(before.digest, digest)) {
      drift.add("digest '%s' was '%s'".formatted(digest, before.digest));
    }
    for (int i = 0; i < Math.min(canaries.size(), before.canaries.size()); i++) {
      if (differs(before.canaries.get(i), canaries.get(i))) {
        drift.add("answers canary %d otherwise".formatted(i + 1));
      }
    }
    return List.copyOf(drift);
  }

  private static boolean differs(String before, String now) {
    return !before.isEmpty() && !now.isEmpty() && !before.equals(now);
  }
}
