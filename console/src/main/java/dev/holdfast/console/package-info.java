/// What a person sees: one page at `/console/`, made of a few files that the server hands out as
/// they are. The page asks the HTTP API for everything that it shows, with a token that its reader
/// pastes and the browser's tab keeps; this module knows no ledger and decides nothing. What agents
/// wrote is hostile: it goes into the page as text only, and the headers here forbid the browser
/// everything else.
@NullMarked
package dev.holdfast.console;

import org.jspecify.annotations.NullMarked;
