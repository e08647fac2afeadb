/// Models (blueprint §9): what one is asked and answers, in no provider's words, and what can go
/// wrong with it. A question goes down a chain of models in the configured order; every attempt
/// ends in a whole answer or in one fault of a closed set, and the class of the fault alone decides
/// what is tried next.
@NullMarked
package dev.holdfast.core.models;

import org.jspecify.annotations.NullMarked;
