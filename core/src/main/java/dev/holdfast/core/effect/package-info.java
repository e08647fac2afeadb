/// Effects (blueprint §2, §10): one use of a tool or a model by a task, intended before it is made.
/// An intent is entered with its fence in the same decision that counts the call against the task's
/// budget. It ends in a receipt, a failure, a refusal, or an honest unknown. What was refused is
/// kept too, with the reason: book B6 counts every wish. A call of a model outside of a task is
/// covered by a budget's block before it is made, and recorded afterwards with both ends at once.
/// An intent whose broker went silent becomes unknown at its deadline.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new | Intend | Intended | intended |
/// | new | Deny | Denied | refused |
/// | new | Report | Intended, Settled | received, failed, unknown |
/// | intended | Settle | Settled | received, failed, unknown |
/// | intended | Wake (deadline over) | Settled(unknown) | unknown |
@NullMarked
package dev.holdfast.core.effect;

import org.jspecify.annotations.NullMarked;
