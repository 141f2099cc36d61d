"""Conditions answered for all customers at once over columns in memory, exactly as SQLite does.

`compile` alone says what a condition means. Here the same SQLAlchemy expression is worked out over
numpy arrays instead of being sent to the database; what is not understood is sent after all. Only
for a file of SQLite, and loaded by those who need it, because numpy takes a moment to load.
"""
