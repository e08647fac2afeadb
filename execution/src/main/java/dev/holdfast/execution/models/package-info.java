/// The model broker (blueprint §9): the only door to a model. A question goes down its chain
/// (`Route`): `Routing` says who is next, `Cooldowns` who is left alone, the asker's `Journal` has
/// each attempt on record before it is made and when it has ended. A buffered answer is held
/// against its schema (`Checked`); an agent's `Talk` goes to a stronger tier when it must, and
/// stays there. A committed answer is handed on as it comes, and from its first content on nobody
/// else is asked.
@NullMarked
package dev.holdfast.execution.models;

import org.jspecify.annotations.NullMarked;
