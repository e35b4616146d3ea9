"""What each conversation says, turn by turn, with the real catalogue."""
