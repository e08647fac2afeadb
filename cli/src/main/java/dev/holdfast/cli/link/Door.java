package dev.holdfast.cli.link;

import java.net.URI;

/// A server's address and the token to present there; the token is empty when none was found.
public record Door(URI url, String token) {}
