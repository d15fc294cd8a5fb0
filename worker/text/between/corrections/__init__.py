"""What a revision took back, and which other outlets follow."""
