package dev.holdfast.execution.egress;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An answer's header fields; names in lower case.
public record Headers(Map<String, List<String>> fields) {
  public Headers {
    fields = Map.copyOf(fields);
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
