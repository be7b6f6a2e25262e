"""Which articles are one story, whose text it is, and what an outlet repeats under everything."""
