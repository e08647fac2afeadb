package dev.holdfast.execution.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// Takes known secret values out of texts that others wrote: a receiver may echo what it was sent.
/// Values shorter than four characters are left alone, or ordinary words would be torn apart. Safe
/// from any thread.
public final class Redaction {
  private static final String MASK = "***";
  private static final int SHORTEST = 4;
  private static final int VALUES_MAX = 1024;

  private final LinkedHashSet<String> values = new LinkedHashSet<>();
  // The longest first: one secret may be a part of another.
  private volatile List<String> forms = List.of();

  /// Remembers a value, also in the forms in which it travels. Old values stay known, up to a
  /// bound: a late echo of a rotated secret is a leak too.
  public void learn(String value) {
    if (value.length() < SHORTEST) {
      return;
    }
    synchronized (values) {
      if (!values.add(value)) {
        return;
      }
      if (values.size() > VALUES_MAX) {
        values.removeFirst();
      }
      forms =
          values.stream()
              .flatMap(known -> formsOf(known).stream())
              .distinct()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .toList();
    }
  }

  /// The text with every known value replaced.
  public String redact(String text) {
    var clean = text;
    for (var form : forms) {
      clean = clean.replace(form, MASK);
    }
    return clean;
  }

  private static List<String> formsOf(String value) {
    var forms = new ArrayList<String>();
    forms.add(value);
    forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    forms.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    if (value.startsWith("whsec_")) {
      forms.add(value.substring("whsec_".length()));
    }
    forms.removeIf(form -> form.length() < SHORTEST);
    return forms;
  }
}
