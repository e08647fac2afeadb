package dev.holdfast.store;

import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.ledger.SpendQuery;
import dev.holdfast.ledger.SpendRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Sums of receipts, as the database makes them.
final class SpendRows {
  private SpendRows() {}

  static List<SpendRow> read(Prepared prepared, Sql sql, SpendQuery query) throws SQLException {
    var text = sql.text("reader/spend-" + query.by().name().toLowerCase(Locale.ROOT));
    var statement =
        prepared.bound(
            text, Micros.of(query.from()), Micros.of(query.to()), query.after(), query.limit());
    var rows = new ArrayList<SpendRow>();
    try (var results = statement.executeQuery()) {
      while (results.next()) {
        rows.add(row(results));
      }
    }
    return rows;
  }

  private static SpendRow row(ResultSet results) throws SQLException {
    return new SpendRow(
        results.getString(1),
        results.getLong(2),
        results.getLong(3),
        new Usage(
            results.getLong(4),
            results.getLong(5),
            results.getLong(6),
            results.getLong(7),
            results.getLong(8)),
        results.getLong(9),
        new Amount(results.getLong(10), results.getLong(11)),
        results.getLong(12),
        results.getLong(13));
  }
}
