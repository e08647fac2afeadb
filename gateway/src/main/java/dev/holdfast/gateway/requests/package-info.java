/// Requests over HTTP: taking them in, waiting for what comes of them, showing them. A client's
/// token is one actor and sees that actor's requests only.
@NullMarked
package dev.holdfast.gateway.requests;

import org.jspecify.annotations.NullMarked;
