/// When something recurs: schedules, and the instants that follow from them. Pure: the time comes
/// in as an argument, the rules of the zones are the JDK's.
///
/// A cron is a set of local minutes ([CronFields]), and a zone with two choices says where these
/// lie on the line of instants ([ZonedCron]): what becomes of a local time that does not exist
/// ([Gap]), and of one that exists twice ([OverlapHour]). Everything else is asked of that one set:
/// the next instant, the latest one, how many, and how people are told ([ScheduleWords],
/// [Occurrence]).
///
/// This package is a language, not a chapter: it knows none of them, and any may use it.
@NullMarked
package dev.holdfast.core.schedule;

import org.jspecify.annotations.NullMarked;
