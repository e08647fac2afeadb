/// What a person types (`holdfast …`). Each noun of the API is one command with verbs below it;
/// each command reads its words, asks the server's HTTP API, and shows the answer: as text for
/// people, or with `--json` exactly as the API gave it. What needs this machine instead of the API
/// (a server process, workspace files) is asked of [LocalCommands], which the server module
/// implements. A refusal is a [dev.holdfast.cli.link.Failure]: it ends the command with its exit
/// code and says cause, impact and next action.
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
