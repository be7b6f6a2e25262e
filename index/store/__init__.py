"""The library: one SQLite file with everything that an archive knows."""
