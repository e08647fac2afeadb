package dev.holdfast.control.workspace;

import dev.holdfast.control.workspace.Node.Mark;
import dev.holdfast.control.workspace.Node.ScalarType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads YAML 1.2 (core schema) into nodes. The tree is built from the parser's events and not by
/// the library's composer, so that depth and the size after aliases are limited while reading.
final class YamlTree {
  static final int LENGTH_MAX = 1_024 * 1_024;
  private static final int DEPTH_MAX = 64;
  private static final int NODES_MAX = 100_000;
  private static final ScalarResolver TYPES = new CoreSchema().getScalarResolver();

  private final Iterator<Event> events;
  private final Findings findings;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  private YamlTree(Iterator<Event> events, Findings findings) {
    this.events = events;
    this.findings = findings;
  }

  /// The tree of the text's only document. Duplicate keys become findings; the first one counts.
  static Node read(String text, Findings findings) throws Unreadable {
    if (text.length() > LENGTH_MAX) {
      throw new Unreadable(Mark.NONE, "is longer than " + LENGTH_MAX + " characters");
    }
    var settings = LoadSettings.builder().setCodePointLimit(LENGTH_MAX).build();
    try {
      var events = new Parse(settings).parseString(text).iterator();
      return new YamlTree(events, findings).document();
    } catch (MarkedYamlEngineException broken) {
      var mark = mark(broken.getProblemMark());
      throw new Unreadable(mark, "is not YAML: " + broken.getProblem() + quotes(text, mark));
    } catch (YamlEngineException broken) {
      throw new Unreadable(Mark.NONE, "is not YAML: " + broken.getMessage());
    }
  }

  /// The mistake that references to secrets invite.
  private static String quotes(String text, Mark mark) {
    var line = text.lines().skip(Math.max(0, mark.line() - 1)).findFirst().orElse("");
    return Quantities.mentionsSecret(line)
        ? "; inside {…} a reference needs quotes, as in \"${env:NAME}\""
        : "";
  }

  private Node document() throws Unreadable {
    Node root = new Node.Scalar("", ScalarType.NOTHING, new Mark(1, 1));
    boolean seen = false;
    while (events.hasNext()) {
      var event = events.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        if (seen) {
          throw new Unreadable(mark(event.getStartMark()), "has a second document; keep only one");
        }
        seen = true;
        root = node(events.next(), 0);
      }
    }
    return root;
  }

  private Node node(Event event, int depth) throws Unreadable {
    var mark = mark(event.getStartMark());
    if (++nodes > NODES_MAX) {
      throw new Unreadable(mark, "has more than " + NODES_MAX + " values, aliases counted");
    }
    if (depth > DEPTH_MAX) {
      throw new Unreadable(mark, "is nested more than " + DEPTH_MAX + " deep");
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias, mark);
    }
    int before = nodes;
    var node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, mark);
          case SequenceStartEvent list -> sequence(list, mark, depth);
          case MappingStartEvent keys -> mapping(keys, mark, depth);
          default -> throw new Unreadable(mark, "is not YAML: " + event.getEventId());
        };
    if (event instanceof NodeEvent anchored) {
      anchored
          .getAnchor()
          .ifPresent(
              anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before + 1)));
    }
    return node;
  }

  private Node alias(AliasEvent alias, Mark mark) throws Unreadable {
    var name = alias.getAlias().getValue();
    var target = anchors.get(name);
    if (target == null) {
      throw new Unreadable(mark, "refers to '*" + name + "', which is not finished before it");
    }
    nodes += target.weight();
    if (nodes > NODES_MAX) {
      throw new Unreadable(mark, "has more than " + NODES_MAX + " values, aliases counted");
    }
    return target.node();
  }

  private Node scalar(ScalarEvent event, Mark mark) {
    refuseTag(event.getTag(), mark);
    var tag = event.isPlain() ? TYPES.resolve(event.getValue(), true) : Tag.STR;
    return new Node.Scalar(event.getValue(), type(tag), mark);
  }

  private static ScalarType type(Tag tag) {
    if (tag.equals(Tag.INT)) {
      return ScalarType.WHOLE;
    }
    if (tag.equals(Tag.FLOAT)) {
      return ScalarType.DECIMAL;
    }
    if (tag.equals(Tag.BOOL)) {
      return ScalarType.TRUTH;
    }
    return tag.equals(Tag.NULL) ? ScalarType.NOTHING : ScalarType.TEXT;
  }

  private Node sequence(SequenceStartEvent start, Mark mark, int depth) throws Unreadable {
    refuseTag(start.getTag(), mark);
    var items = new ArrayList<Node>();
    for (var event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new Node.Sequence(List.copyOf(items), mark);
  }

  private Node mapping(MappingStartEvent start, Mark mark, int depth) throws Unreadable {
    refuseTag(start.getTag(), mark);
    var members = new ArrayList<Node.Member>();
    var keys = new HashSet<String>();
    for (var event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      var at = mark(event.getStartMark());
      if (!(node(event, depth + 1) instanceof Node.Scalar(var key, _, _))) {
        throw new Unreadable(at, "has a key that is not a plain word");
      }
      var value = node(events.next(), depth + 1);
      if (keys.add(key)) {
        members.add(new Node.Member(key, at, value));
      } else {
        findings.error(at, "'" + key + "'", "is there twice; keep one");
      }
    }
    return new Node.Mapping(List.copyOf(members), mark);
  }

  private void refuseTag(Optional<String> tag, Mark mark) {
    tag.ifPresent(
        name -> findings.error(mark, "", "has the tag '" + name + "'; tags are not used here"));
  }

  private static Mark mark(Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
    return mark.map(at -> new Mark(at.getLine() + 1, at.getColumn() + 1)).orElse(Mark.NONE);
  }

  /// @param weight how many nodes it is, aliases counted
  private record Anchored(Node node, int weight) {}
}
