/// Models (blueprint §9): what one is asked and answers, in no provider's words, and what can go
/// wrong with it. A question goes down a chain of models in the configured order; every attempt
/// ends in a whole answer or in one fault of a closed set, and the class of the fault alone decides
/// what is tried next.
///
/// What fails is left alone for a while: a model, a provider's key or a provider, each by itself.
/// When its time is over, exactly one may try; all others pass it by until it has answered.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new, clear | Trip | Tripped | cooling |
/// | cooling | Trip (the provider asks for longer) | Prolonged | cooling |
/// | trial | Trip (by its holder) | Tripped (next round) | cooling |
/// | cooling, trial | Try (its time is over) | TrialBegan | trial |
/// | trial | Recover (by its holder) | Recovered | clear |
/// | cooling, trial | Release | Released | clear |
/// | cooling, trial | Rekey (the key is another one) | Rekeyed | clear |
@NullMarked
package dev.holdfast.core.models;

import org.jspecify.annotations.NullMarked;
