package dev.holdfast.control.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The JSON Schema (2020-12) of `holdfast.yaml`, for editors.
public final class WorkspaceSchema {
  private static final String NAME = "holdfast.schema.json";

  private WorkspaceSchema() {}

  /// The schema's text, JSON.
  public static String text() {
    try (var resource = WorkspaceSchema.class.getResourceAsStream(NAME)) {
      if (resource == null) {
        throw new IllegalStateException("this build lacks " + NAME);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
