package dev.holdfast.gateway.channels;

import dev.holdfast.core.config.Secret;
import java.util.Optional;

/// Reveals a secret to the one who needs it now; empty when there is none or it cannot be read.
@FunctionalInterface
public interface Secrets {
  Optional<String> reveal(Secret secret);
}
