package dev.holdfast.store;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Reader.Mark;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What became of jobs' newest instants: one statement for all of them, and no state is read.
final class Marks {
  private Marks() {}

  static Map<StreamId, List<Mark>> read(
      Prepared prepared, Sql sql, Collection<StreamId> jobs, int each) throws SQLException {
    var keys = JdbcReader.array(jobs.stream().map(StreamId::key).toList());
    var marks = new HashMap<StreamId, List<Mark>>();
    try (var results = prepared.bound(sql.text("reader/marks"), keys, each).executeQuery()) {
      while (results.next()) {
        marks
            .computeIfAbsent(new StreamId(Kind.JOB, results.getLong(1)), _ -> new ArrayList<>())
            .add(
                new Mark(
                    new StreamId(Kind.INSTANT, results.getLong(2)),
                    results.getString(3),
                    results.getLong(4)));
      }
    }
    return marks;
  }
}
