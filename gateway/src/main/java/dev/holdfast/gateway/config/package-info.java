/// The configuration over HTTP: the version that is current, every version that ever was, and the
/// schema of the file.
@NullMarked
package dev.holdfast.gateway.config;

import org.jspecify.annotations.NullMarked;
