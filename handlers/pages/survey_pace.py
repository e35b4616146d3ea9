"""How fast answers may come from one address: fast enough for a queue of people behind one."""

import hashlib
import secrets
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

WITHIN = timedelta(minutes=10)
MOST = 30  # answers; a counter's tablet and an office's own network have one address for all
MOST_KNOWN = 5000  # addresses remembered, the latest


class Pace:
    """Remembers for ten minutes who pressed, in this process alone and by no address.

    Addresses are kept as digests under a key that is drawn when the process starts.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._times: OrderedDict[bytes, deque[datetime]] = OrderedDict()

    def may(self, address: str, now: datetime) -> bool:
        """Whether one more answer may come from here now; it is counted if so."""
        name = hashlib.blake2b(address.encode(), key=self._key, digest_size=16).digest()
        with self._lock:
            times = self._times.setdefault(name, deque())
            self._times.move_to_end(name)
            while times and now - times[0] > WITHIN:
                times.popleft()
            if len(times) >= MOST:
                return False
            times.append(now)
            _keep_latest(self._times)
        return True


def _keep_latest(known: OrderedDict) -> None:  # type: ignore[type-arg]
    while len(known) > MOST_KNOWN:
        known.popitem(last=False)
