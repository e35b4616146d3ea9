"""What the linter looks for, a file for each kind of thing that goes wrong in forms."""
