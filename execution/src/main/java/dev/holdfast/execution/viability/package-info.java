/// Examines models (blueprint §9): `Examiners` takes up those that are wanted, each under a lease;
/// one `Sitting` asks a model a small, fixed set of questions and says what it found. Every
/// question goes the way of any other: through the broker, on the budget of whoever wanted it, with
/// a receipt. Questions, answers and time are bounded. What could not be told because the provider
/// was away is told so, and is no failure of the model.
@NullMarked
package dev.holdfast.execution.viability;

import org.jspecify.annotations.NullMarked;
