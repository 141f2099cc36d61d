"""What is owed, when, by whom and why: intervals, due dates, contracts, exceptions."""
