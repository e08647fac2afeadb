/// The model broker (blueprint §9): the only door to a model. A question is entered as an intent
/// before it is asked, and settled with the provider's own count of tokens, a failure, or an honest
/// doubt. The providers themselves are in `execution.providers`.
@NullMarked
package dev.holdfast.execution.models;

import org.jspecify.annotations.NullMarked;
