package dev.holdfast.console;

import dev.holdfast.control.desk.Alarm;
import dev.holdfast.control.desk.LedgerDesk;
import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.core.session.SessionPolicy;
import dev.holdfast.gateway.Gateway;
import dev.holdfast.gateway.GatewayParts;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.MemoryLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A real gateway on a free port, with the console beside its API, over an empty ledger.
final class Gatehouse implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MemoryLedger ledger = new MemoryLedger(InstantSource.system());
  private final Gateway gateway;

  Gatehouse() {
    var bulletin = new Bulletin();
    var policy = nothing();
    var versions = only(policy);
    var parts =
        new GatewayParts(
            new GatewayParts.Listen("127.0.0.1", 0),
            new LedgerDesk(ledger, versions, bulletin, new Alarm()),
            ledger,
            bulletin,
            versions,
            () -> workspace(policy),
            InstantSource.system());
    gateway = Gateway.start(parts, Console.routes());
  }

  private static Workspace workspace(Policy policy) {
    var server = new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data");
    return new Workspace("empty", server, List.of(), Map.of(), Map.of(), Map.of(), policy);
  }

  private static Policy nothing() {
    var expressions = new NoExpressions();
    return new Policy(
        new RoutingPolicy(Map.of(), List.of(), expressions),
        new SessionPolicy(Map.of()),
        new DelegationPolicy(Map.of(), Map.of(), Map.of(), Duration.ofDays(1), expressions),
        new DeliveryPolicy(Map.of()),
        SchedulingPolicy.NONE,
        ModelsPolicy.NONE);
  }

  private static Versions<Policy> only(Policy policy) {
    return new Versions<>() {
      @Override
      public int current() {
        return 1;
      }

      @Override
      public Policy at(int version) {
        return policy;
      }
    };
  }

  /// A workspace without rules has nothing to evaluate.
  private static final class NoExpressions implements Expressions {
    @Override
    public Truth test(String expression, Map<String, Object> facts) {
      return new Truth.Errs("there is none");
    }

    @Override
    public List<Finding> violations(Json schema, Json value) {
      return List.of();
    }

    @Override
    public Rendered render(String template, Map<String, Object> values) {
      return new Rendered.Text(template);
    }

    @Override
    public List<Finding> checkTemplate(String template, Set<String> names) {
      return List.of();
    }

    @Override
    public String plain(Json output) {
      return output.text();
    }
  }

  /// Follows no redirect.
  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(gateway.address().resolve(path)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  /// Asks with the path exactly as written, as no decent client would; returns the status line.
  String raw(String path) throws IOException {
    var address = gateway.address();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return new BufferedReader(answer).readLine();
    }
  }

  @Override
  public void close() {
    gateway.stop(Duration.ofSeconds(1));
    ledger.close();
  }
}
