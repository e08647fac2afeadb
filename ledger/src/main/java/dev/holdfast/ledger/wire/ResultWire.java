package dev.holdfast.ledger.wire;

import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.ledger.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/// Reads an agent's answer, strictly: `{output, evidence?: [{kind, ref, sha256?, summary?}],
/// usage?}` or `{fail: {class, message, retryable?}}`. A member that nobody knows is an error,
/// since it is most often a known one misspelt.
public final class ResultWire {
  /// The longest answer that is read, in bytes.
  public static final int BYTES_MAX = 1 << 20;

  private static final int EVIDENCE_MAX = 200;
  private static final int WORD_MAX = 64;
  private static final int REFERENCE_MAX = 2048;
  private static final int TEXT_MAX = 8192;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}|");

  private ResultWire() {}

  public static Reported read(byte[] answer) {
    if (answer.length > BYTES_MAX) {
      return new Reported.Malformed("too-much-output", "more than " + BYTES_MAX + " bytes");
    }
    try {
      var tree = StrictJson.MAPPER.readTree(answer);
      return tree.isMissingNode()
          ? new Reported.Malformed("not-json", "there was nothing")
          : read(tree);
    } catch (StreamConstraintsException tooMuch) {
      return new Reported.Malformed("not-json", "nested deeper than " + StrictJson.DEPTH_MAX);
    } catch (JacksonException notJson) {
      return new Reported.Malformed("not-json", notJson.getOriginalMessage());
    }
  }

  /// Reads a tree that came strictly and bounded through another door.
  public static Reported read(JsonNode answer) {
    try {
      return answer.has("fail") ? failed(answer) : completed(answer);
    } catch (Misshapen misshapen) {
      return new Reported.Malformed("not-a-result", misshapen.what);
    }
  }

  /// A value as it is kept and hashed: rewritten once, compact.
  public static Output output(JsonNode value) {
    var text = StrictJson.MAPPER.writeValueAsString(value);
    return new Output(new Json(text), Codec.hash(text));
  }

  private static Reported failed(JsonNode answer) throws Misshapen {
    only(answer, "", Set.of("fail", "usage"));
    var fail = answer.get("fail");
    only(fail, "fail", Set.of("class", "message", "retryable"));
    var retryable = fail.path("retryable");
    require(retryable.isMissingNode() || retryable.isBoolean(), "fail.retryable is not a boolean");
    return new Reported.Failed(
        new Fault(
            text(fail, "class", WORD_MAX),
            text(fail, "message", TEXT_MAX),
            retryable.asBoolean(true) ? Fault.Retry.WORTHWHILE : Fault.Retry.USELESS));
  }

  private static Reported completed(JsonNode answer) throws Misshapen {
    only(answer, "", Set.of("output", "evidence", "usage"));
    require(answer.has("output"), "there is neither 'output' nor 'fail'");
    require(
        StrictJson.holdsOnlyFiniteNumbers(answer.get("output")), "output holds a number too large");
    var usage = answer.path("usage");
    require(usage.isMissingNode() || usage.isNull() || usage.isObject(), "usage is not an object");
    return new Reported.Completed(
        output(answer.get("output")),
        evidence(answer.path("evidence")),
        usage.isObject() ? output(usage).value() : Json.NULL);
  }

  private static List<Evidence> evidence(JsonNode items) throws Misshapen {
    require(items.isMissingNode() || items.isArray(), "evidence is not a list");
    require(items.size() <= EVIDENCE_MAX, "more than " + EVIDENCE_MAX + " items of evidence");
    var evidence = new ArrayList<Evidence>();
    for (var item : items.values()) {
      only(item, "evidence", Set.of("kind", "ref", "sha256", "summary"));
      var sha256 = optional(item, "sha256", WORD_MAX);
      require(SHA256.matcher(sha256).matches(), "evidence.sha256 is not 64 hexadecimal digits");
      evidence.add(
          new Evidence(
              text(item, "kind", WORD_MAX),
              text(item, "ref", REFERENCE_MAX),
              sha256,
              optional(item, "summary", TEXT_MAX)));
    }
    return List.copyOf(evidence);
  }

  private static void only(JsonNode node, String where, Set<String> known) throws Misshapen {
    require(node.isObject(), (where.isEmpty() ? "the result" : where) + " is not an object");
    for (var name : node.propertyNames()) {
      require(known.contains(name), "'" + shortened(name) + "' is not a member of a result");
    }
  }

  private static String shortened(String name) {
    return name.length() <= WORD_MAX ? name : name.substring(0, WORD_MAX) + "…";
  }

  private static String text(JsonNode node, String name, int max) throws Misshapen {
    var value = optional(node, name, max);
    require(!value.isBlank(), "'" + name + "' is missing or blank");
    return value;
  }

  private static String optional(JsonNode node, String name, int max) throws Misshapen {
    var value = node.path(name);
    require(value.isMissingNode() || value.isString(), "'" + name + "' is not a text");
    var text = value.asString("");
    require(text.length() <= max, "'" + name + "' is longer than " + max + " characters");
    return text;
  }

  private static void require(boolean holds, String otherwise) throws Misshapen {
    if (!holds) {
      throw new Misshapen(otherwise);
    }
  }

  private static final class Misshapen extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    Misshapen(String what) {
      super(what);
      this.what = what;
    }
  }
}
