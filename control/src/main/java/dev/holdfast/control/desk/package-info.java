/// The desk: the only place where decisions are made and entered. Submissions queue up; one thread
/// takes as many as wait, decides them in memory, writes everything in one page and commits once.
/// Only then is anybody answered. What a decision needs and the desk does not remember is read for
/// all decisions of the page at once. A commit that conflicts is decided again from what the store
/// says; one that nobody can confirm is looked up before anything else is entered. The timekeeper
/// is the one that notices that something is due, and brings that to the desk like anybody else.
@NullMarked
package dev.holdfast.control.desk;

import org.jspecify.annotations.NullMarked;
