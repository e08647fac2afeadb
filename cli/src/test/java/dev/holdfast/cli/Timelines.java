package dev.holdfast.cli;

/// A run as the API tells it.
final class Timelines {
  static final String RUN =
      "{\"run\":\"run_4\",\"status\":\"completed\",\"contract\":\"check-site\"}";

  static final String EVIDENCE =
      """
      {"run":"run_4","events":[
      {"at":"2026-01-01T00:00:00.000Z","stream":"request_4","event":{"is":"request.accepted",
        "inbound":{"actor":"ann","channel":"desk","text":"/site"},
        "routed":{"route":"site-questions","contract":"check-site","reason":"its condition holds"}}},
      {"at":"2026-01-01T00:00:00.000Z","stream":"task_4","event":{"is":"task.offered","place":{"lane":"routine"}}},
      {"at":"2026-01-01T00:00:00.012Z","stream":"task_4","event":{"is":"task.leased",
        "lease":{"fence":{"number":1},"holder":"node-1"}}},
      {"at":"2026-01-01T00:00:00.100Z","stream":"task_4","event":{"is":"task.extended","expiresAt":"2026-01-01T00:00:30Z"}},
      {"at":"2026-01-01T00:00:00.200Z","stream":"task_4","event":{"is":"task.extended","progress":"null","usage":"null"}},
      {"at":"2026-01-01T00:00:00.300Z","stream":"task_4","event":{"is":"task.extended","progress":"\\\"half\\\"","usage":"null"}},
      {"at":"2026-01-01T00:00:01.500Z","stream":"task_4","event":{"is":"task.judged","verdict":{"outcome":"PASS",
        "parts":[{"name":"scope","findings":[]},{"name":"schema","findings":[]}]}}},
      {"at":"2026-01-01T00:00:01.501Z","stream":"delivery_4","event":{"is":"delivery.delivered","receipt":"ops.jsonl:1"}}
      ]}\
      """;

  private Timelines() {}
}
