/// The tool broker: what a model may use, and nothing else (blueprint §2, §8). Each use is entered
/// as an intent before it is made and settled with what came of it; a use that the rules refuse is
/// told to the model in words and is no failure. What was used becomes evidence. A `Toolbox` is one
/// attempt's: it offers only what the contract allows.
@NullMarked
package dev.holdfast.execution.tools;

import org.jspecify.annotations.NullMarked;
