"""Guards of the house itself: its floors, its tree, its papers, its tables."""
