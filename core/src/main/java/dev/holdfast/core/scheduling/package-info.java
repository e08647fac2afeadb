/// Scheduling (blueprint §5): recurring work that happens once per instant. A job says when, on
/// what and through which one way out; each of its moments is an instant, which is run, skipped or
/// missed and never twice. A topic has one owner at a time. Before a job is enabled its preflight
/// must pass, and a breaker takes it out of service when it fails, loops or is noisy. Times are
/// computed in [dev.holdfast.core.schedule].
///
/// | a job is | and then |
/// | --- | --- |
/// | off | enabling, when a person enables it |
/// | enabling | on when its preflight passes, else off |
/// | on | paused, tripped, over, off |
/// | paused | on at the pause's end |
/// | tripped | on after a good trial, off after too many bad ones |
@NullMarked
package dev.holdfast.core.scheduling;

import org.jspecify.annotations.NullMarked;
