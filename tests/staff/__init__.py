"""The console: every page an officer may open, as a browser would read it."""
