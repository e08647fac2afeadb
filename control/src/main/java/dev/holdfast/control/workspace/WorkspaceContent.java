package dev.holdfast.control.workspace;

import dev.holdfast.ledger.Codec;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A workspace's file and the texts that it refers to, by path as written: all that a version needs
/// to be read again with no folder beside it.
public record WorkspaceContent(String yaml, SortedMap<String, String> files) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  static WorkspaceContent of(String yaml, Map<String, String> files) {
    return new WorkspaceContent(yaml, new TreeMap<>(files));
  }

  /// The one document that is archived: the same content, the same text.
  public String text() {
    return MAPPER.writeValueAsString(this);
  }

  /// Lower-case hex, over the document.
  public String sha256() {
    return Codec.hash(text());
  }

  /// @throws IllegalStateException if it is not a document that was written by [#text]
  public static WorkspaceContent parse(String text) {
    try {
      return MAPPER.readValue(text, WorkspaceContent.class);
    } catch (JacksonException broken) {
      throw new IllegalStateException("an archived workspace cannot be read", broken);
    }
  }
}
