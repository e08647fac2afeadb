/// The providers of models (blueprint §9). Each speaks a dialect of its own; a `Wording` writes a
/// question in it and hears the answer, and `HttpProvider` does what is the same for all: the key,
/// the one HTTP client, the waits, and one `Reply` for whatever comes back. An answer is whole only
/// when its end marker was heard; everything else is one fault of the closed set in `core.models`.
/// Nothing is asked twice here: who may be asked again is the broker's to say.
@NullMarked
package dev.holdfast.execution.providers;

import org.jspecify.annotations.NullMarked;
