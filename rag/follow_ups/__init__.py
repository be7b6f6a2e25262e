"""What a question leaves to the turns before it, put into words of its own. English."""
