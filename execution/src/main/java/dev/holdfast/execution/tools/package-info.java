/// The tool broker: what a model may use, and nothing else (blueprint §2, §8). Each use is entered
/// as an intent before it is made and settled with what came of it; a use that the rules refuse is
/// told to the model in words and is no failure. What was used becomes evidence. A `Toolbox` is one
/// attempt's: it offers only what the contract allows. Arguments that do not fit a tool's schema
/// are told to the model and call nothing; what a tool gives is data, bounded and marked with its
/// origin; a few are used side by side, and all end with the attempt.
@NullMarked
package dev.holdfast.execution.tools;

import org.jspecify.annotations.NullMarked;
