package dev.holdfast.gateway.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How constants and records are called in JSON.
public final class Words {
  private Words() {}

  /// `NOT_DELIVERED` becomes `notDelivered`.
  public static String of(Enum<?> constant) {
    var parts = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
    var word = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      word.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i], 1, parts[i].length());
    }
    return word.toString();
  }

  public static <E extends Enum<E>> List<String> all(Class<E> words) {
    return Arrays.stream(words.getEnumConstants()).map(Words::of).toList();
  }

  /// `LeaseLost` becomes `lease-lost`.
  public static String of(Class<?> variant) {
    return variant.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
