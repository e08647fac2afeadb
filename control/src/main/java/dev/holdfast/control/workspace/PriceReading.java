package dev.holdfast.control.workspace;

import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.spend.Price;
import dev.holdfast.core.spend.PriceTable;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// `models.prices`: per million tokens, exact to six decimals.
final class PriceReading {
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Price FREE = new Price(0, 0, 0, 0);
  private static final int MICRO = 6;

  private final Section models;
  private final Map<String, ProviderSpec> providers;
  private final Findings findings;

  PriceReading(Section models, Map<String, ProviderSpec> providers, Findings findings) {
    this.models = models;
    this.providers = providers;
    this.findings = findings;
  }

  PriceTable read() {
    if (!models.has("prices")) {
      return PriceTable.NONE;
    }
    var section = models.section("prices", Shape.PRICES);
    var currency = section.required("currency");
    if (!currency.isEmpty() && !CURRENCY.matcher(currency).matches()) {
      section.error("currency", "must be three capital letters like EUR, not '" + currency + "'");
    }
    var prices = new LinkedHashMap<String, Price>();
    for (var member : section.members("of")) {
      var path = section.path("of") + "." + member.key();
      switch (Called.of(member.key(), providers.keySet())) {
        case Called.Model(var id) -> prices.put(id.text(), price(member, path));
        case Called.Nobody(var why) -> findings.error(member.mark(), path, why);
      }
    }
    free(prices);
    return new PriceTable(section.required("version"), currency, Map.copyOf(prices));
  }

  private Price price(Node.Member member, String path) {
    var section = Section.open(member.value(), path, Shape.PRICE, findings);
    for (var key : java.util.List.of("input", "output")) {
      if (!section.has(key)) {
        section.error(key, "is missing: what a million tokens cost");
      }
    }
    long input = micros(section, "input", 0);
    return new Price(
        input,
        micros(section, "cached", input),
        micros(section, "cacheWrite", input),
        micros(section, "output", 0));
  }

  private static long micros(Section section, String key, long otherwise) {
    var value = section.value(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    var text = value.get() instanceof Node.Scalar scalar ? scalar.text() : "";
    if (!AMOUNT.matcher(text).matches()) {
      section.error(
          key, "must be a number from 0 with up to six decimals, like 0.40, not '" + text + "'");
      return otherwise;
    }
    return new BigDecimal(text).movePointRight(MICRO).longValueExact();
  }

  /// The practice model is built in and costs nothing, whatever it is called.
  private void free(Map<String, Price> prices) {
    for (var member : models.members("tiers")) {
      if (member.value() instanceof Node.Sequence(var items, _)) {
        for (var item : items) {
          if (item instanceof Node.Scalar scalar
              && Called.of(scalar.text(), providers.keySet()) instanceof Called.Model(ModelId id)
              && providers.get(id.provider()) instanceof ProviderSpec.Practice) {
            prices.putIfAbsent(id.text(), FREE);
          }
        }
      }
    }
  }
}
