package dev.holdfast.ledger;

import dev.holdfast.core.Json;
import dev.holdfast.core.StreamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Values of every type that the rules of core know, found by looking: a variant that is added
/// tomorrow is in here by itself.
final class Samples {
  private static final int DEPTH_MAX = 12;

  private Samples() {}

  /// Samples of every variant of every sealed type below `open`; each variant in turn with every
  /// variant of what it holds.
  static Stream<Object> of(Class<?> open) {
    return chapters(open).flatMap(chapter -> Samples.all(chapter, 0).stream());
  }

  /// The sealed types below `open`.
  static Stream<Class<?>> chapters(Class<?> open) {
    return classes(open)
        .filter(type -> type.isSealed() && open.isAssignableFrom(type) && type != open);
  }

  /// The classes of core, from wherever core was put on the class path.
  private static Stream<Class<?>> classes(Class<?> open) {
    try {
      URI place = open.getProtectionDomain().getCodeSource().getLocation().toURI();
      var path = Path.of(place);
      if (Files.isDirectory(path)) {
        return names(path).stream().map(Samples::load);
      }
      try (var jar = FileSystems.newFileSystem(path)) {
        return names(jar.getPath("/")).stream().map(Samples::load);
      }
    } catch (URISyntaxException | IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static List<String> names(Path root) {
    try (var files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.startsWith("dev/holdfast/core/") && name.endsWith(".class"))
          .filter(name -> !name.endsWith("package-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<Object> all(Type type, int depth) {
    if (depth > DEPTH_MAX) {
      throw new IllegalStateException("a type that holds itself: " + type);
    }
    if (type instanceof ParameterizedType generic) {
      return generic(generic, depth);
    }
    var plain = (Class<?>) type;
    if (plain.isSealed()) {
      return Arrays.stream(plain.getPermittedSubclasses())
          .flatMap(variant -> all(variant, depth + 1).stream())
          .toList();
    }
    if (plain.isEnum()) {
      return List.of(plain.getEnumConstants());
    }
    return plain == Json.class || plain == StreamId.class || !plain.isRecord()
        ? leaves(plain)
        : records(plain, depth);
  }

  private static List<Object> generic(ParameterizedType type, int depth) {
    var held =
        all(type.getActualTypeArguments()[type.getActualTypeArguments().length - 1], depth + 1);
    return switch (((Class<?>) type.getRawType()).getSimpleName()) {
      case "List" -> List.of(List.of(), held);
      case "Set" -> List.of(Set.of(), Set.copyOf(held));
      case "Optional" -> optional(held);
      case "Map" -> List.of(Map.of(), Map.of("a name", held.getLast()));
      default -> throw new IllegalStateException("no sample of " + type);
    };
  }

  private static List<Object> optional(List<Object> held) {
    var samples = new ArrayList<Object>();
    samples.add(Optional.empty());
    held.forEach(value -> samples.add(Optional.of(value)));
    return samples;
  }

  private static List<Object> leaves(Class<?> type) {
    return switch (type.getName()) {
      case "boolean", "java.lang.Boolean" -> List.of(true, false);
      case "java.time.Instant" ->
          List.of(Instant.parse("2026-03-29T01:30:00.123456Z"), Instant.MAX, Instant.EPOCH);
      default -> List.of(leaf(type));
    };
  }

  private static Object leaf(Class<?> type) {
    return switch (type.getName()) {
      case "java.lang.String" -> "a \"text\" with \n, ü and \uD83D\uDE80";
      case "long", "java.lang.Long" -> Long.MAX_VALUE - 1;
      case "int", "java.lang.Integer" -> 42;
      case "double", "java.lang.Double" -> 0.25;
      case "java.time.Duration" -> Duration.ofMillis(90_061_001);
      case "dev.holdfast.core.Json" -> new Json("{\"b\": 1.0, \"a\":[null]}");
      case "dev.holdfast.core.StreamId" -> new StreamId(dev.holdfast.core.Kind.RUN, 4);
      default -> throw new IllegalStateException("no sample of " + type);
    };
  }

  /// As many as its richest component has variants.
  private static List<Object> records(Class<?> type, int depth) {
    var components = type.getRecordComponents();
    var columns =
        Arrays.stream(components)
            .map(component -> all(component.getGenericType(), depth + 1))
            .toList();
    int rows = columns.stream().mapToInt(List::size).max().orElse(1);
    var samples = new ArrayList<Object>();
    for (int row = 0; row < rows; row++) {
      int at = row;
      samples.add(
          make(type, components, columns.stream().map(c -> c.get(at % c.size())).toArray()));
    }
    return samples;
  }

  private static Object make(Class<?> type, RecordComponent[] components, Object[] values) {
    try {
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException impossible) {
      throw new IllegalStateException("no sample of " + type, impossible);
    }
  }
}
