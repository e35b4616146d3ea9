"""What the office knows and the rules it keeps: no Flask, no LINE, no network."""
