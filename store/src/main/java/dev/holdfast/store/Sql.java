package dev.holdfast.store;

import dev.holdfast.core.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// The statements of one database by name, from its `.sql` resources: each begins with a line `--
/// name: …`.
final class Sql {
  private static final String NAME = "-- name: ";
  private static final List<String> FILES = List.of("page.sql", "reader.sql");

  private final Map<String, String> texts;
  private final Map<Named, String> forKinds = new ConcurrentHashMap<>();

  private record Named(String name, Kind kind) {}

  private Sql(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  static Sql of(Dialect dialect) {
    var texts = new HashMap<String, String>();
    for (var file : FILES) {
      read(file, resource(dialect.folder() + file), texts);
    }
    return new Sql(texts);
  }

  /// Names are one file's own: `page/rows`, `reader/rows`.
  String text(String name) {
    return Objects.requireNonNull(texts.get(name), () -> "no statement is called " + name);
  }

  /// The statement for the table of one kind.
  String text(String name, Kind kind) {
    return forKinds.computeIfAbsent(new Named(name, kind), Sql.this::filled);
  }

  private String filled(Named named) {
    return text(named.name())
        .replace("{kind}", named.kind().word())
        .replace("{cursor}", named.kind() == Kind.SESSION ? "entry" : "key");
  }

  private static void read(String file, String script, Map<String, String> texts) {
    var prefix = file.substring(0, file.length() - ".sql".length()) + "/";
    for (var part : script.split("(?m)^" + NAME, -1)) {
      int end = part.indexOf('\n');
      // What stands before the first name is the file's own remark.
      if (!part.startsWith("--") && end > 0) {
        texts.put(prefix + part.substring(0, end).strip(), part.substring(end).strip());
      }
    }
  }

  static String resource(String name) {
    try (var stream = Sql.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, () -> "missing resource " + name).readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
