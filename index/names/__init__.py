"""The same person, place or organisation under different spellings and in different scripts."""
