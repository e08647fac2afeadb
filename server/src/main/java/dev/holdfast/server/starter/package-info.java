/// What `holdfast init` writes: a workspace that works as it is, without a key and without a
/// network.
@NullMarked
package dev.holdfast.server.starter;

import org.jspecify.annotations.NullMarked;
