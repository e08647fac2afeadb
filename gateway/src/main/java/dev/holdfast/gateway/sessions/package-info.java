/// Sessions over HTTP: who shares one, whose turn it is, who waits.
@NullMarked
package dev.holdfast.gateway.sessions;

import org.jspecify.annotations.NullMarked;
