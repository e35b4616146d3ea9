"""What an attacker would try, as tests: doors, tokens, files, words and headers."""
