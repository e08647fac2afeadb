package dev.holdfast.control.workspace;

import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.delivery.DeliveryPolicy.ChannelTerms;
import dev.holdfast.core.delivery.DeliveryPolicy.Doubt;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.session.Arrival;
import dev.holdfast.core.session.SessionPolicy.Manner;
import dev.holdfast.core.session.SessionScope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `channels`.
final class ChannelReading {
  private static final int WAITING = 100;
  private static final int WAITING_MAX = 10_000;
  private static final int ATTEMPTS = 8;
  private static final int ATTEMPTS_MAX = 100;
  private static final int PORT_MAX = 65_535;
  private static final Duration AGE = Duration.ofHours(24);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);
  private static final Duration BASE = Duration.ofSeconds(1);
  private static final Duration CAP = Duration.ofMinutes(5);

  private ChannelReading() {}

  /// @param responder an agent's or contract's name as written, empty for none
  record Channel(
      ChannelSpec spec, Manner manner, ChannelTerms terms, String responder, Section section) {}

  private enum Kind {
    WEBHOOK,
    EMAIL,
    FILE,
    CONSOLE
  }

  private static Shape shape(Kind kind) {
    return switch (kind) {
      case WEBHOOK -> Shape.WEBHOOK;
      case EMAIL -> Shape.EMAIL;
      case FILE -> Shape.FILE;
      case CONSOLE -> Shape.CONSOLE;
    };
  }

  /// Without any channel there is the console, where a workspace's only agent answers.
  static Map<String, Channel> read(Section root, Set<String> agents, Findings findings) {
    var channels = new LinkedHashMap<String, Channel>();
    if (!root.has("channels")) {
      var responder = agents.size() == 1 ? agents.iterator().next() : "";
      var path = root.path("channels.console");
      var section = Section.open(console(responder), path, Shape.CONSOLE, findings);
      return Map.of("console", channel(Kind.CONSOLE, section));
    }
    for (var member : root.named("channels")) {
      var path = root.path("channels") + "." + member.key();
      Kinds.of(member.value(), path, Kind.class, findings, "slack")
          .ifPresent(kind -> {
            var section = Section.open(member.value(), path, shape(kind), findings);
            channels.put(member.key(), channel(kind, section));
          });
    }
    return channels;
  }

  private static Node console(String responder) {
    var text = new Node.Scalar(responder, Node.ScalarType.TEXT, Node.Mark.NONE);
    var member = new Node.Member("responder", Node.Mark.NONE, text);
    return new Node.Mapping(List.of(member), Node.Mark.NONE);
  }

  private static Channel channel(Kind kind, Section section) {
    var timeout = section.duration("timeout", TIMEOUT);
    if (timeout.isZero() || timeout.compareTo(TIMEOUT_MAX) > 0) {
      section.error("timeout", "must be more than zero and at most 5m");
    }
    var spec =
        switch (kind) {
          case WEBHOOK -> webhook(section, timeout);
          case EMAIL -> email(section, timeout);
          case FILE -> new ChannelSpec.File(path(section), timeout);
          case CONSOLE -> new ChannelSpec.Console(timeout);
        };
    return new Channel(
        spec, manner(section), terms(section), section.text("responder", ""), section);
  }

  private static ChannelSpec webhook(Section section, Duration timeout) {
    var url = Links.required(section, "url");
    var secret = section.secret("secret");
    if (!section.has("secret")) {
      section.warning("secret", "is missing: messages go out unsigned and none can come in");
    }
    return new ChannelSpec.Webhook(url, secret, timeout);
  }

  private static ChannelSpec email(Section section, Duration timeout) {
    var transport = section.choice("transport", ChannelSpec.Transport.STARTTLS);
    int usual =
        switch (transport) {
          case PLAIN -> 25;
          case STARTTLS -> 587;
          case TLS -> 465;
        };
    var username = section.text("username", "");
    var password = section.secret("password");
    if (username.isEmpty() != password instanceof Secret.None && section.has("password")) {
      section.error("password", "needs a username beside it");
    }
    var smtp =
        new ChannelSpec.Smtp(
            section.required("host"),
            section.number("port", 1, PORT_MAX, usual),
            transport,
            username,
            password);
    return new ChannelSpec.Email(smtp, address(section, "from"), address(section, "to"), timeout);
  }

  private static String address(Section section, String key) {
    var address = section.required(key);
    if (!address.isEmpty() && !isAddress(address)) {
      section.error(key, "must be a mail address, not '" + address + "'");
    }
    return address;
  }

  /// One line with something on both sides of its only `@`; the mail server knows the rest.
  private static boolean isAddress(String address) {
    int at = address.indexOf('@');
    return at > 0
        && at == address.lastIndexOf('@')
        && at < address.length() - 1
        && address.lines().count() == 1;
  }

  private static String path(Section section) {
    var path = section.required("path");
    if (Links.leavesFolder(path)) {
      section.error("path", "must stay in the data folder: relative, without '..'");
    }
    return path;
  }

  private static Manner manner(Section section) {
    return new Manner(
        section.choice("session", SessionScope.PER_ACTOR),
        section.choice("arrival", Arrival.QUEUE, "merge", "interrupt"),
        section.number("waiting", 1, WAITING_MAX, WAITING));
  }

  private static ChannelTerms terms(Section section) {
    var backoff = section.section("backoff", Shape.BACKOFF);
    var base = backoff.duration("base", BASE);
    var cap = backoff.duration("cap", CAP);
    if (base.isZero() || cap.compareTo(base) < 0) {
      section.error("backoff", "needs a base longer than zero and a cap not below it");
    }
    var age = section.duration("age", AGE);
    if (age.isZero()) {
      section.error("age", "must be longer than zero");
    }
    return new ChannelTerms(
        accepts(section),
        section.choice("unknown", Doubt.HOLD),
        section.number("attempts", 1, ATTEMPTS_MAX, ATTEMPTS),
        age,
        base,
        cap);
  }

  private static Set<MessageKind> accepts(Section section) {
    if (!section.has("accepts")) {
      return Set.copyOf(EnumSet.allOf(MessageKind.class));
    }
    var accepted = EnumSet.noneOf(MessageKind.class);
    section
        .texts("accepts")
        .forEach(kind -> accepted.add(section.chosen(kind, "accepts", MessageKind.REPLY)));
    return Set.copyOf(accepted);
  }
}
