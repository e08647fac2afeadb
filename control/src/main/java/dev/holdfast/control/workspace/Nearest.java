package dev.holdfast.control.workspace;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/// What somebody probably meant.
public final class Nearest {
  private static final int LISTED_MAX = 12;
  private static final int PART_MIN = 3;
  private static final int LONGEST = 100;

  private Nearest() {}

  /// A hint for a word that is not among the known ones: the one that it is close to, else what
  /// there is.
  public static String hint(String word, Collection<String> known) {
    var best = "";
    int least = Integer.MAX_VALUE;
    for (var candidate : known) {
      int distance = apart(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    if (!word.isEmpty() && least <= Math.max(1, Math.min(word.length(), best.length()) / 2)) {
      return "; did you mean '" + best + "'?";
    }
    return known.isEmpty() ? "; there is none" : "; known: " + list(known);
  }

  private static String list(Collection<String> known) {
    var listed = known.stream().sorted().limit(LISTED_MAX).collect(Collectors.joining(", "));
    return known.size() > LISTED_MAX ? listed + ", …" : listed;
  }

  /// A word that is a part of another is close to it, however much longer that is.
  private static int apart(String one, String other) {
    boolean part = one.length() >= PART_MIN && (other.contains(one) || one.contains(other));
    return part ? 1 : distance(one, other);
  }

  /// How many characters must be put in, taken out, replaced, or swapped with the next.
  static int distance(String one, String other) {
    if (one.length() > LONGEST || other.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
    var rows = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : cell(rows, one, other, i, j);
      }
    }
    return rows[one.length()][other.length()];
  }

  private static int cell(int[][] rows, String one, String other, int i, int j) {
    int replaced = rows[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
