"""A visit as a file for the calendar of a phone (.ics, RFC 5545)."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Puean Khet//Visits//TH"
BEFORE = timedelta(days=-1)  # the phone's own reminder


def calendar_file(
    code: str, begins: datetime, ends: datetime, now: datetime, *, words: dict[str, str]
) -> bytes:
    """One event; moments are written in UTC, which every calendar reads alike.

    `words` are its "summary", "description" and "location".
    """
    event = Event()
    event.add("uid", f"{code}@puean-khet")
    event.add("dtstamp", now)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    for name, told in words.items():
        event.add(name, told)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words["summary"])
    alarm.add("trigger", BEFORE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
