"""What a machine saw in a photograph, written down beside it."""

from datetime import datetime

from models.photos import Finding, Seen, same
from models.prechecks.papers import Photo


def looked(photo: Photo, seen: Seen, now: datetime) -> None:
    """Note what was seen, and whether the same picture already lies in the case."""
    findings = list(seen.findings)
    others = [one for one in photo.precheck.photos if one is not photo and one.fingerprint]
    if seen.fingerprint and any(same(seen.fingerprint, one.fingerprint or "") for one in others):
        findings.append(Finding.SAME)
    photo.findings = [finding.value for finding in findings]
    photo.fingerprint, photo.looked_at = seen.fingerprint, now
