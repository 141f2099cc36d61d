"""The first look of the day: what waits, and the lists behind the numbers."""
