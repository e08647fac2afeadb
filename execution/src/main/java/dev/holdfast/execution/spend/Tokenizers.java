package dev.holdfast.execution.spend;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.spend.Estimate;

/// Counts a text's tokens with the model's own tokenizer where that is known, which it is for
/// OpenAI's models by their names, whoever serves them. All others are estimated.
final class Tokenizers {
  /// In characters. Counting takes a microsecond for a few of them, and a longer question may wait
  /// for its model, but not for its estimate.
  private static final int LONGEST_COUNTED = 32_768;

  private Tokenizers() {}

  /// Read when first wanted: a table takes a tenth of a second and some 20 MB.
  private static final class Known {
    private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();
  }

  /// @return at most three tokens too few for each piece of the question that is counted, because
  ///   providers put marks around them
  static long count(ModelId model, String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (text.length() > LONGEST_COUNTED) {
      return Estimate.tokens(text);
    }
    return Known.REGISTRY
        .getEncodingForModel(ownName(model))
        .map(encoding -> (long) encoding.countTokensOrdinary(text))
        .orElseGet(() -> Estimate.tokens(text));
  }

  /// Without the maker that a market of models writes before it.
  private static String ownName(ModelId model) {
    return model.model().substring(model.model().lastIndexOf('/') + 1);
  }
}
