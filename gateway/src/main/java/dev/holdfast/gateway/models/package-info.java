/// Models for others (blueprint §9): an API in OpenAI's words, so that any agent can ask through us
/// what it would ask a provider. A request is read into a provider-neutral question, put to the
/// model door, and the outcome is told whole or as a stream. A stream never lies: what was passed
/// on stays, what fails later is told as a failure, and only a whole answer ends like one.
@NullMarked
package dev.holdfast.gateway.models;

import org.jspecify.annotations.NullMarked;
