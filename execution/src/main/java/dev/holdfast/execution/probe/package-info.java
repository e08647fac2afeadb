/// Looks whether something could be used without using it: nothing is sent, asked or written. A
/// `Probe` stands beside what does the real thing and goes the same way: through the same egress
/// rules, with the same secrets, by the same client. What it saw is in words, without a secret and
/// without the path of an address, which is a secret at some receivers.
@NullMarked
package dev.holdfast.execution.probe;

import org.jspecify.annotations.NullMarked;
