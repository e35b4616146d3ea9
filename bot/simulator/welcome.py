"""The people a newcomer finds in the demo; invented, and not yet friends of the office."""

from bot.simulator.platform import Platform

PEOPLE = ("สมหญิง ใจดี", "สมชาย มั่นคง", "Mali Suksan")


def invite(platform: Platform) -> None:
    """Give the first citizens a phone each."""
    with platform.lock:
        for name in PEOPLE:
            platform.people.add(name)
