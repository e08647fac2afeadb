/// The model broker (blueprint §9): the only door to a model. A `Question` is entered as an intent
/// before it is asked, and settled with the provider's own count of tokens, a failure, or an honest
/// doubt. `OpenAiProvider` speaks the streamed chat completions that most servers speak; a stream
/// without its end marker is a failure, never a clean end. `PracticeProvider` needs no network and
/// no key, and says in every answer what it is.
@NullMarked
package dev.holdfast.execution.models;

import org.jspecify.annotations.NullMarked;
