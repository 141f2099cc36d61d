"""Readers of workbooks whose code is not ours; the risky ones run in a process of their own.

Nothing here knows the office, the database or the screen, so that the process starts fast.
"""
