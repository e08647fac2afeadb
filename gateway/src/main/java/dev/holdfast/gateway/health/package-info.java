/// Whether the server is alive, and whether it is well: each part by itself, the worst one wins,
/// and with each the oldest thing that waits there.
@NullMarked
package dev.holdfast.gateway.health;

import org.jspecify.annotations.NullMarked;
