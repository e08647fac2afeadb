package dev.holdfast.gateway.metrics;

import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/metrics`: OpenMetrics where the scraper asks for it, else the older text format.
public final class MetricRoutes {
  private final Metrics metrics;
  private final ExpositionFormats formats = ExpositionFormats.init();

  public MetricRoutes(Metrics metrics) {
    this.metrics = metrics;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/metrics", Access.OPEN, Route.Spec.of("Numbers, in OpenMetrics", ""), this::scrape));
  }

  private Reply scrape(Call call) {
    var writer =
        call.header("Accept").contains("application/openmetrics-text")
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    try (var out = new ByteArrayOutputStream()) {
      writer.write(out, metrics.registry().scrape());
      return Reply.text(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory does not fail", impossible);
    }
  }
}
