package dev.holdfast.ledger;

import dev.holdfast.core.Json;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// Writes records as JSON. The desk's thread writes every state and every entry, so this is the
/// hottest code there is: what a record looks like is found out once, and its members are then
/// called directly. The texts are exactly those that the codec's mapper would write.
final class RecordText {
  private static final int USUAL_LENGTH = 1024;

  private final Shapes shapes;
  private final Instants instants = new Instants();

  /// @param tags what each variant of a sealed type says in its member `is`
  RecordText(Map<Class<?>, String> tags) {
    this.shapes = new Shapes(tags);
  }

  String write(Object value) {
    var out = new StringBuilder(USUAL_LENGTH);
    write(value, out);
    return out.toString();
  }

  private void write(Object value, StringBuilder out) {
    switch (value) {
      case String text -> JsonString.quote(text, out);
      case Json json -> JsonString.quote(json.text(), out);
      case Record found -> record(found, out);
      case Enum<?> constant -> out.append('"').append(constant.name()).append('"');
      case Instant at -> out.append('"').append(instants.text(at)).append('"');
      case Duration time -> out.append('"').append(time).append('"');
      case List<?> items -> list(items, out);
      case Long number -> out.append(number.longValue());
      case Integer number -> out.append(number.intValue());
      case Boolean flag -> out.append(flag.booleanValue());
      default -> throw new IllegalStateException("no JSON for a " + value.getClass());
    }
  }

  private void record(Record value, StringBuilder out) {
    var shape = shapes.get(value.getClass());
    out.append(shape.opening);
    for (var member : shape.members) {
      member.write(value, out, this);
    }
    out.append('}');
  }

  private void list(List<?> items, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(items.get(i), out);
    }
    out.append(']');
  }

  /// How the records of one class are written: `{"is":"…"` and then every member.
  private static final class Shape {
    private final String opening;
    private final Member[] members;

    Shape(String opening, Member[] members) {
      this.opening = opening;
      this.members = members;
    }
  }

  private interface Member {
    void write(Record value, StringBuilder out, RecordText text);
  }

  private static final class Shapes extends ClassValue<Shape> {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private final Map<Class<?>, String> tags;

    Shapes(Map<Class<?>, String> tags) {
      this.tags = tags;
    }

    @Override
    protected Shape computeValue(Class<?> type) {
      var tag = tags.getOrDefault(type, "");
      var members = new ArrayList<Member>();
      for (var component : type.getRecordComponents()) {
        var comma = members.isEmpty() && tag.isEmpty() ? "" : ",";
        members.add(member(component, comma + "\"" + component.getName() + "\":"));
      }
      var opening = tag.isEmpty() ? "{" : "{\"is\":\"" + tag + "\"";
      return new Shape(opening, members.toArray(Member[]::new));
    }

    @SuppressWarnings("unchecked")
    private static Member member(RecordComponent component, String name) {
      if (component.getType() == long.class) {
        var number =
            (ToLongFunction<Record>) caller(component, ToLongFunction.class, "applyAsLong");
        return (value, out, _) -> out.append(name).append(number.applyAsLong(value));
      }
      if (component.getType() == int.class) {
        var number = (ToIntFunction<Record>) caller(component, ToIntFunction.class, "applyAsInt");
        return (value, out, _) -> out.append(name).append(number.applyAsInt(value));
      }
      if (component.getType() == boolean.class) {
        var flag = (Predicate<Record>) caller(component, Predicate.class, "test");
        return (value, out, _) -> out.append(name).append(flag.test(value));
      }
      var part = (Function<Record, Object>) caller(component, Function.class, "apply");
      return (value, out, text) -> text.write(part.apply(value), out.append(name));
    }

    /// The component's accessor behind an interface, so that a call of it is compiled like any
    /// other.
    private static Object caller(RecordComponent component, Class<?> shape, String method) {
      try {
        var lookup = MethodHandles.privateLookupIn(component.getDeclaringRecord(), HERE);
        var accessor = lookup.unreflect(component.getAccessor());
        var result = component.getType().isPrimitive() ? component.getType() : Object.class;
        return LambdaMetafactory.metafactory(
                lookup,
                method,
                MethodType.methodType(shape),
                MethodType.methodType(result, Object.class),
                accessor,
                accessor.type())
            .getTarget()
            .invoke();
      } catch (Throwable unreadable) {
        throw new IllegalStateException("cannot read " + component, unreadable);
      }
    }
  }

  /// Texts of the times that were written last: a page writes the same few again and again.
  private static final class Instants {
    private static final int KEPT = 64;
    private final Told[] kept = new Told[KEPT];

    private record Told(Instant at, String text) {}

    String text(Instant at) {
      int place = at.hashCode() & (KEPT - 1);
      // Two threads may find different ones here; each is whole, and either is right or not ours.
      var told = kept[place];
      if (told == null || !told.at().equals(at)) {
        told = new Told(at, at.toString());
        kept[place] = told;
      }
      return told.text();
    }
  }
}
