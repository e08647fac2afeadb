package dev.holdfast.core.models;

/// One provider's model, written `provider/name`. The name is the provider's own and may hold
/// slashes itself.
public record ModelId(String provider, String model) {
  public ModelId {
    if (provider.isEmpty() || provider.contains("/") || model.isEmpty()) {
      throw new IllegalArgumentException("no model: '" + provider + "/" + model + "'");
    }
  }

  public String text() {
    return provider + "/" + model;
  }

  @Override
  public String toString() {
    return text();
  }
}
