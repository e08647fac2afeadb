/// The proof: real server processes under load, killed, paused, starved and lied to, and the books
/// afterwards. Everything here goes through the doors that users have: HTTP, the command line,
/// webhooks. A `Home` is a workspace folder, a `Node` one server process on it, an `Api` a caller,
/// a `Sink` a receiver that remembers what it was sent.
@NullMarked
package dev.holdfast.server.proof;

import org.jspecify.annotations.NullMarked;
