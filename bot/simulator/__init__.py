"""A pretend LINE: a phone in the browser for newcomers, a strict double for tests."""

from bot.simulator.channel import Channel, RealAccountError
from bot.simulator.double import LineDouble
from bot.simulator.factory import create_simulator
from bot.simulator.phone import NotOnScreen, Phone
from bot.simulator.platform import Platform

__all__ = [
    "Channel",
    "LineDouble",
    "NotOnScreen",
    "Phone",
    "Platform",
    "RealAccountError",
    "create_simulator",
]
