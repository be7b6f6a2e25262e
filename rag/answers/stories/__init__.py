"""What belongs to a story, and what of each of its articles is told first."""
