package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordTextTest {
  private static final String ODD =
      "a \"b\" \\ \u0000\u0001\u001f\b\f\n\r\t/ é \u2028 \ud83d\ude00";
  private static final RecordText RECORDS = new RecordText(SealedTypes.tags());

  static Stream<Class<?>> variants() {
    return SealedTypes.tags().keySet().stream()
        .sorted(java.util.Comparator.comparing(Class::getName));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void every_variant_is_written_as_the_mapper_would(Class<?> variant) throws Exception {
    var sample = sample(variant);
    assertThat(RECORDS.write(sample)).isEqualTo(SealedTypes.mapper().writeValueAsString(sample));
  }

  @Test
  void a_time_is_written_anew_when_another_falls_into_its_place() {
    var at = Instant.parse("2026-11-23T09:00:00.000001Z");
    for (int i = 0; i < 1_000; i++) {
      var later = at.plusNanos(i * 1_000L);
      assertThat(RECORDS.write(later)).isEqualTo("\"" + later + "\"");
    }
  }

  private static Object sample(Type type) throws Exception {
    if (type instanceof ParameterizedType list) {
      var item = list.getActualTypeArguments()[0];
      return List.of(sample(item), sample(item));
    }
    var plain = (Class<?>) type;
    if (plain.isSealed()) {
      return sample(plain.getPermittedSubclasses()[0]);
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[plain.getEnumConstants().length - 1];
    }
    return plain.isRecord() && plain != Json.class ? filled(plain) : value(plain);
  }

  private static Object value(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> ODD;
      case "Json" -> new Json("{\"odd\":" + Json.string(ODD).text() + "}");
      case "long", "Long" -> Long.MIN_VALUE;
      case "int", "Integer" -> 7;
      case "boolean", "Boolean" -> false;
      case "Instant" -> Instant.parse("2026-11-23T09:00:00.120Z");
      case "Duration" -> Duration.ofMillis(90_061_001);
      default -> throw new IllegalStateException("no sample of " + type);
    };
  }

  private static Object filled(Class<?> type) throws Exception {
    var components = type.getRecordComponents();
    var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sample(components[i].getGenericType());
    }
    if (type.getSimpleName().equals("StreamId")) {
      values[1] = 4L;
    }
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException _) {
      for (int i = 0; i < values.length; i++) {
        values[i] = tame(values[i]);
      }
      return constructor.newInstance(values);
    }
  }

  /// For a record that does not take everything: as odd as it may be.
  private static Object tame(Object value) {
    return switch (value) {
      case Long _ -> Long.MAX_VALUE;
      case String _ -> "odd \"\u00e9\"";
      default -> value;
    };
  }
}
