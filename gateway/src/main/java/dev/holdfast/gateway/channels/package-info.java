/// Channels over HTTP: how each one stands, opening one that was disabled, and taking in what a
/// channel brings, signed with the channel's secret.
@NullMarked
package dev.holdfast.gateway.channels;

import org.jspecify.annotations.NullMarked;
