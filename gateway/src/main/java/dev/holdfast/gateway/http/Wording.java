package dev.holdfast.gateway.http;

/// How a route tells what was refused, also before its endpoint was asked.
///
/// @param type the media type of a refusal
/// @param schema the name of its schema in the API's description
public record Wording(String type, String schema, Text text) {
  /// As RFC 9457 says.
  public static final Wording PROBLEM =
      new Wording(
          "application/problem+json",
          "Problem",
          (problem, correlation) ->
              new Reply.Whole(
                  problem.status(), problem.headers(), problem.doc(correlation).line()));

  /// Words one refusal.
  @FunctionalInterface
  public interface Text {
    Reply.Whole of(Problem problem, String correlation);
  }
}
