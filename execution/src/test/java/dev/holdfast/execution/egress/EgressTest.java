package dev.holdfast.execution.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EgressTest {
  private static Ruling rule(String uri, String... allowed) {
    return new Egress(List.of(allowed), Resolver.SYSTEM).rule(URI.create(uri));
  }

  private static Egress resolving(String... addresses) {
    return new Egress(
        List.of("*.inner.test", "db.test:5432"),
        host -> {
          var found = new java.util.ArrayList<InetAddress>();
          for (var address : addresses) {
            found.add(InetAddress.getByName(address));
          }
          return found;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0.0.0.0:8080/",
        "http://10.1.2.3/",
        "http://172.31.255.255/",
        "http://192.168.0.1/",
        "http://100.64.0.1/",
        "http://100.100.100.200/",
        "http://169.254.169.254/latest/meta-data",
        "http://168.63.129.16/",
        "http://198.19.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:a00:1]/",
        "http://[::10.0.0.1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[64:ff9b:1::1]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[fd00:ec2::254]/",
        "http://[ff02::1]/",
        "http://[2001::1]/",
        "http://[2001:db8::1]/",
        "http://[2002:7f00:1::1]/"
      })
  void what_is_not_public_is_refused(String uri) {
    assertThat(rule(uri))
        .isInstanceOfSatisfying(
            Ruling.Denied.class,
            denied -> {
              assertThat(denied.diagnostic().code()).isEqualTo("egress-refused");
              assertThat(denied.diagnostic().nextAction()).contains("egress.allow");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org/",
        "file:///etc/passwd",
        "jar:http://example.org/a!/b",
        "http:opaque",
        "http:///path",
        "http://user:hunter22@example.org/",
        "http://1.1.1.1:0/",
        "http://1.1.1.1:65536/",
        "relative/path"
      })
  void what_is_no_plain_http_address_is_refused(String uri) {
    assertThat(rule(uri))
        .isInstanceOfSatisfying(
            Ruling.Denied.class,
            denied -> assertThat(denied.diagnostic().toString()).doesNotContain("hunter22"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://1.1.1.1/",
        "https://8.8.8.8:8443/x?y=z",
        "http://[2606:4700::1111]/",
        "http://[64:ff9b::8.8.8.8]/"
      })
  void what_is_public_is_allowed(String uri) {
    assertThat(rule(uri)).isInstanceOf(Ruling.Allowed.class);
  }

  @Test
  void the_port_follows_the_scheme() {
    assertThat(rule("https://1.1.1.1"))
        .isInstanceOfSatisfying(
            Ruling.Allowed.class, allowed -> assertThat(allowed.port()).isEqualTo(443));
    assertThat(rule("http://1.1.1.1"))
        .isInstanceOfSatisfying(
            Ruling.Allowed.class, allowed -> assertThat(allowed.port()).isEqualTo(80));
  }

  @Test
  void a_listed_host_may_be_private() {
    assertThat(rule("http://127.0.0.1:9000/", "127.0.0.1:9000")).isInstanceOf(Ruling.Allowed.class);
    assertThat(rule("http://127.0.0.1:9001/", "127.0.0.1:9000")).isInstanceOf(Ruling.Denied.class);
    assertThat(rule("http://127.0.0.1:9001/", "127.0.0.1")).isInstanceOf(Ruling.Allowed.class);
    assertThat(rule("http://[::1]:9000/", "[::1]:9000")).isInstanceOf(Ruling.Allowed.class);
    assertThat(rule("http://[::1]:9000/", "::1")).isInstanceOf(Ruling.Allowed.class);
  }

  @Test
  void a_listed_suffix_covers_what_is_below_it_and_nothing_beside() {
    var egress = resolving("10.0.0.1");
    assertThat(egress.rule("a.inner.test", 80)).isInstanceOf(Ruling.Allowed.class);
    assertThat(egress.rule("A.B.Inner.Test.", 80)).isInstanceOf(Ruling.Allowed.class);
    assertThat(egress.rule("inner.test", 80)).isInstanceOf(Ruling.Denied.class);
    assertThat(egress.rule("evil-inner.test", 80)).isInstanceOf(Ruling.Denied.class);
    assertThat(egress.rule("a.inner.test.evil.org", 80)).isInstanceOf(Ruling.Denied.class);
  }

  @Test
  void one_private_address_among_public_ones_refuses_the_name() {
    assertThat(resolving("1.1.1.1", "10.0.0.1").rule("mixed.test", 80))
        .isInstanceOf(Ruling.Denied.class);
  }

  @Test
  void a_name_without_an_address_is_told_apart_from_a_refusal() {
    var egress =
        new Egress(
            List.of(),
            host -> {
              throw new UnknownHostException(host);
            });
    assertThat(egress.rule("nowhere.test", 80)).isInstanceOf(Ruling.Unresolved.class);
    assertThat(resolving().rule("nowhere.test", 80)).isInstanceOf(Ruling.Unresolved.class);
  }
}
