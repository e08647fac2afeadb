package dev.holdfast.core.models;

import java.util.List;

/// What can be left alone by itself, by name: `model:main/mini`, `key:main`, `provider:main`.
public final class Scopes {
  private Scopes() {}

  public static String model(ModelId model) {
    return "model:" + model;
  }

  /// The key that the workspace gives a provider.
  public static String key(String provider) {
    return "key:" + provider;
  }

  public static String provider(String provider) {
    return "provider:" + provider;
  }

  /// All that a model is part of, the widest first.
  public static List<String> of(ModelId model) {
    return List.of(provider(model.provider()), key(model.provider()), model(model));
  }

  /// The provider that a scope is of.
  public static String providerOf(String scope) {
    var name = scope.substring(scope.indexOf(':') + 1);
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }
}
