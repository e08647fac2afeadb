/// What the server says about itself while it runs: one JSON object per line, a fixed event name
/// plus typed fields, secret values taken out. Set up in code, because reading an XML file would
/// cost a tenth of the start.
@NullMarked
package dev.holdfast.server.log;

import org.jspecify.annotations.NullMarked;
