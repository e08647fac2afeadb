package dev.holdfast.execution.egress;

import dev.holdfast.core.Diagnostic;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Says what may be reached from any broker. A name is looked up once, every address that it has is
/// checked, and the ruling holds for these addresses only. Safe from any thread.
public final class Egress {
  // As in RFC 3986, and the underscore that machine names in private networks have.
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
  private static final int PORT_MAX = 65_535;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final AllowList allowed;
  private final Resolver resolver;

  /// @param allow `host`, `host:port` or `*.suffix`, as in the workspace's `egress.allow`
  public Egress(List<String> allow, Resolver resolver) {
    this.allowed = new AllowList(allow);
    this.resolver = resolver;
  }

  /// Blocks while the name is looked up.
  public Ruling rule(URI uri) {
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return denied("'" + scheme + "' is neither http nor https.");
    }
    var authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    var parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      // Not repeated: what stands before an @ is a password.
      return denied("The address has no plain host, or carries a user name.");
    }
    int port = scheme.equals("https") ? HTTPS : HTTP;
    return rule(parts.group(1), parts.group(2) == null ? port : Integer.parseInt(parts.group(2)));
  }

  /// For those who do not speak HTTP. A name that is not found in time has no address.
  public Ruling rule(String host, int port, Duration atMost) {
    return LookUp.within(atMost, () -> rule(host, port));
  }

  Ruling rule(String writtenHost, int port) {
    var host = plain(writtenHost);
    if (host.isEmpty() || port < 1 || port > PORT_MAX) {
      return denied("'" + writtenHost + ":" + port + "' is not a host and a port.");
    }
    try {
      return ruleAddresses(host, port, resolver.addresses(host));
    } catch (UnknownHostException unknown) {
      return new Ruling.Unresolved("no address is known for '" + host + "'");
    }
  }

  private Ruling ruleAddresses(String host, int port, List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      return new Ruling.Unresolved("no address is known for '" + host + "'");
    }
    if (!allowed.lists(host, port)) {
      for (var address : addresses) {
        if (!PublicAddresses.contain(address)) {
          return notPublic(host, port, address);
        }
      }
    }
    return new Ruling.Allowed(host, port, List.copyOf(addresses));
  }

  /// Lower case, without brackets and without the root's dot: the same host in one spelling.
  private static String plain(String written) {
    var host = written.toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && host.endsWith("]")) {
      return host.substring(1, host.length() - 1);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static Ruling notPublic(String host, int port, InetAddress address) {
    return new Ruling.Denied(
        new Diagnostic(
            "egress-refused",
            "'" + host + "' is " + address.getHostAddress() + ", which is not a public address.",
            "Nothing was sent.",
            "If it is meant to be reached, add \"%s:%d\" to egress.allow."
                .formatted(AllowList.written(host), port)));
  }

  private static Ruling denied(String cause) {
    return new Ruling.Denied(
        new Diagnostic(
            "egress-refused",
            cause,
            "Nothing was sent.",
            "Write an address as http://host:port/path or https://host/path."));
  }
}
