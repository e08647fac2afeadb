/// Messages and deliveries over HTTP: sending a message of one's own, looking at what was sent, and
/// settling by hand what nobody could confirm.
@NullMarked
package dev.holdfast.gateway.deliveries;

import org.jspecify.annotations.NullMarked;
