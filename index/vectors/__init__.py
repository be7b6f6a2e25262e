"""Vectors searched: exactly, or with Chroma."""
