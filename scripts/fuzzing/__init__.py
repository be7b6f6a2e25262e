"""The parts of scripts/fuzz.py: what is fed to the readers, how it is changed, and the process that reads it."""
