package dev.holdfast.execution.spans;

import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.ledger.Meter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends spans to a collector (OTLP over HTTP, protobuf). Whoever tells one never waits: there is
/// room for so many, and what finds none is dropped. A collector that is away costs spans, never a
/// call.
public final class OtlpSpans implements Spans {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpSpans.class);

  /// The library says every failure by itself, past our log; here it is said once for an outage.
  private static final java.util.logging.Logger LIBRARY =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private static final String PATH = "/v1/traces";
  private static final int ROOM = 2_048;
  private static final int BATCH_MAX = 512;
  private static final long IDLE_MILLIS = 200;
  private static final long GATHER_MILLIS = 1_000;
  private static final Duration SEND_MAX = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofMillis(500);
  private static final String REMEDIATION =
      "See whether the collector runs and takes OTLP over HTTP at that address.";

  private final BlockingQueue<Span> queue = new ArrayBlockingQueue<>(ROOM);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final IdGenerator ids = IdGenerator.random();
  private final URI collector;
  private final OtlpWay way;
  private final Meter meter;
  private final Resource resource;
  private final SpanExporter exporter;
  private final Thread thread;
  private boolean away;

  /// @param endpoint of the collector, as `http://host:4318`; the path of traces is added
  /// @param node this process's name
  public OtlpSpans(String endpoint, String node, Outbound outbound, Meter meter) {
    this.collector = URI.create(endpoint.replaceFirst("/+$", "") + PATH);
    this.way = new OtlpWay(outbound, SEND_MAX, REST, closing);
    this.meter = meter;
    this.resource =
        Resource.create(
            Attributes.builder()
                .put("service.name", "holdfast")
                .put("service.instance.id", node)
                .build());
    LIBRARY.setLevel(Level.OFF);
    this.exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(collector.toString())
            .setTimeout(SEND_MAX)
            .setComponentLoader(way)
            .setMeterProvider(MeterProvider::noop)
            .build();
    this.thread = Thread.ofVirtual().name("spans").unstarted(this::work);
  }

  public OtlpSpans start() {
    thread.start();
    return this;
  }

  @Override
  public void tell(Supplier<Span> span) {
    var told = span.get();
    if (told.trail().isKept() && !queue.offer(told)) {
      count("dropped", 1);
    }
  }

  /// Sends what is there, as far as the time goes.
  public void stop(Duration atMost) throws InterruptedException {
    closing.countDown();
    if (!thread.join(atMost)) {
      thread.interrupt();
      count("lost", queue.size());
    }
    exporter.shutdown().join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void work() {
    try {
      while (closing.getCount() > 0 || !queue.isEmpty()) {
        var first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          send(gathered(first));
        }
      }
    } catch (InterruptedException _) {
      LOG.atDebug().setMessage("spans.interrupted").addKeyValue("open", queue.size()).log();
    }
  }

  /// What came with the first one, or comes within a second of it.
  private List<SpanData> gathered(Span first) throws InterruptedException {
    if (queue.size() < BATCH_MAX - 1) {
      closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
    }
    var batch = new ArrayList<Span>(BATCH_MAX);
    batch.add(first);
    queue.drainTo(batch, BATCH_MAX - 1);
    return batch.stream().map(this::exported).toList();
  }

  private SpanData exported(Span span) {
    var trail = span.trail();
    var flags = TraceFlags.getSampled();
    var own =
        SpanContext.create(trail.trace(), ids.generateSpanId(), flags, TraceState.getDefault());
    var parent =
        trail.parent().isEmpty()
            ? SpanContext.getInvalid()
            : SpanContext.createFromRemoteParent(
                trail.trace(), trail.parent(), flags, TraceState.getDefault());
    var attributes = Attributes.builder();
    span.facts().words().forEach(attributes::put);
    span.facts().numbers().forEach(attributes::put);
    span.facts()
        .lists()
        .forEach((name, words) -> attributes.put(AttributeKey.stringArrayKey(name), words));
    return new Exported(span, own, parent, attributes.build(), resource);
  }

  /// Returns when it has arrived or is lost: the way blocks, and has its own time.
  private void send(List<SpanData> batch) {
    if (exporter.export(batch).isSuccess()) {
      count("sent", batch.size());
      away = false;
    } else {
      var why = way.lost();
      var cause = collector.getAuthority() + " did not take them: " + why.cause();
      lost(batch.size(), cause, why.nextAction().isEmpty() ? REMEDIATION : why.nextAction());
    }
  }

  /// Said once for an outage; the counter says how many.
  private void lost(int count, String cause, String remediation) {
    count("lost", count);
    if (!away) {
      away = true;
      LOG.atWarn()
          .setMessage("spans.lost")
          .addKeyValue("count", count)
          .addKeyValue("cause", cause)
          .addKeyValue("impact", "Traces lack what was done; nothing else is concerned.")
          .addKeyValue("remediation", remediation)
          .log();
    }
  }

  private void count(String outcome, int count) {
    if (count > 0) {
      meter.count("spans", count, "outcome", outcome);
    }
  }
}
