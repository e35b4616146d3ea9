"""How long the office keeps what citizens send, as its privacy notice promises."""

from datetime import timedelta

WORDS = timedelta(days=90)  # what was written in the chat
PICTURES = timedelta(days=30)  # photographs, clips and files that no case needs
FIRINGS = timedelta(days=400)  # the clock's own diary
SHRED_AFTER = timedelta(days=30)  # photographs of a case, after it ended
