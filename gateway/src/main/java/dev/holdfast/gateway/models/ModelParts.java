package dev.holdfast.gateway.models;

/// What the gateway needs to let others ask models.
public record ModelParts(ModelDoor door, Limits limits) {
  /// Nobody can be asked.
  public static final ModelParts NONE = new ModelParts(ModelDoor.NONE, Limits.USUAL);

  /// What one token may do on one node.
  ///
  /// @param perMinute questions begun in a minute
  /// @param atOnce questions under way
  public record Limits(int perMinute, int atOnce) {
    public static final Limits USUAL = new Limits(600, 64);

    public Limits {
      if (perMinute < 1 || atOnce < 1) {
        throw new IllegalArgumentException("limits are positive");
      }
    }
  }
}
