/// Viability (blueprint §9): what a model really does, found by asking it before it is used. One
/// stream for each model. Somebody wants it examined; one node, of all, does so under a lease, and
/// what it finds is kept with when, by whom and until when it counts. Found goes before declared.
/// What is too old, or was found under other settings or of another version, counts no longer; it
/// blocks nobody. An answer, a version or a digest that is another than the time before is drift:
/// it is told and changes nothing.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new, viable, flawed, untold, outdated | Want | Wished | wanted |
/// | wanted | Begin | Begun | examining |
/// | examining | Begin (by its holder) | Begun | examining |
/// | examining | Conclude (by its holder) | Found, Drifted | viable, flawed, untold |
/// | viable, flawed, untold | Notice (of another version) | Aged | outdated |
/// | viable, flawed, untold | Wake (too old) | Aged | outdated |
/// | examining | Wake (its time is over) | Lapsed | wanted |
/// | examining | Wake (the third time) | Withdrawn | outdated |
/// | wanted | Wake (nobody did) | Withdrawn | outdated |
@NullMarked
package dev.holdfast.core.models.viability;

import org.jspecify.annotations.NullMarked;
