package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class DescriptionTest {
  private static final Pattern REFERENCE = Pattern.compile("#/components/schemas/(\\w+)");

  @Test
  void every_schema_that_is_referred_to_is_there_and_used() throws InterruptedException {
    try (var house = new House()) {
      var document = house.api.as("").get("/openapi.json");
      var referred = new TreeSet<String>();
      var references = REFERENCE.matcher(document.response().body());
      while (references.find()) {
        referred.add(references.group(1));
      }
      var written = new TreeSet<String>();
      document.json().at("/components/schemas").propertyNames().forEach(written::add);
      assertThat(referred).isEqualTo(written);
    }
  }

  @Test
  void every_operation_that_is_described_is_served() throws InterruptedException {
    try (var house = new House()) {
      var document = house.api.as("").get("/openapi.json").json();
      for (var path : document.at("/paths").properties()) {
        for (var operation : path.getValue().properties()) {
          var request =
              house
                  .api
                  .to(path.getKey().replaceAll("\\{\\w+}", "x"))
                  .method(operation.getKey().toUpperCase(Locale.ROOT), BodyPublishers.noBody());
          var code = house.api.send(request).response().body();
          assertThat(code)
              .as(operation.getKey() + " " + path.getKey())
              .doesNotContain("unknown-path", "method-not-allowed", "\"internal\"");
        }
      }
    }
  }
}
