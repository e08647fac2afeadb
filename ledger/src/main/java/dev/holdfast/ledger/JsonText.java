package dev.holdfast.ledger;

import dev.holdfast.core.Json;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/// Keeps a JSON text inside another one as it is. It is quoted, not inlined: the exact characters
/// are what was hashed.
@JsonSerialize(using = JsonText.Writer.class)
@JsonDeserialize(using = JsonText.Reader.class)
interface JsonText {

  final class Writer extends ValueSerializer<Json> {
    @Override
    public void serialize(Json value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(value.text());
    }
  }

  final class Reader extends ValueDeserializer<Json> {
    /// A member that a text does not have was added to its type later: it says nothing.
    @Override
    public Json getAbsentValue(DeserializationContext context) {
      return Json.NULL;
    }

    @Override
    public Json deserialize(JsonParser parser, DeserializationContext context) {
      return new Json(parser.getString());
    }
  }
}
