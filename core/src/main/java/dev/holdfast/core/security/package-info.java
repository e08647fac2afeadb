/// Tokens (blueprint §8): who may call the API, and for what. A token is known by the SHA-256 of
/// its secret only; the secret is shown once, when it is made. Its role says what it may do; its
/// name says whose it is. A revoked token stays revoked.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new | Create | Created | active |
/// | active | Revoke | Revoked | revoked |
@NullMarked
package dev.holdfast.core.security;

import org.jspecify.annotations.NullMarked;
