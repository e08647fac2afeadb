/// The API's description of itself (OpenAPI 3.1), assembled from the table of routes that is
/// served, with schemas that are written by hand.
@NullMarked
package dev.holdfast.gateway.openapi;

import org.jspecify.annotations.NullMarked;
