"""Segments: conditions, counts, members, sentences."""
