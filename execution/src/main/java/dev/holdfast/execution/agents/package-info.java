/// Who does the work (blueprint §4). An `Agent` gets one attempt and gives its result; it is told
/// to stop by interrupting its thread, and then leaves nothing running. A `command` is a program in
/// a process group and folder of its own, with nothing in its environment but what it was granted.
/// An `http` agent is a remote service. A `model` agent is our own loop of a model and tools. The
/// `Roster` finds the agent of a contract in the workspace as it is now.
@NullMarked
package dev.holdfast.execution.agents;

import org.jspecify.annotations.NullMarked;
