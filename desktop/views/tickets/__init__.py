"""Trip tickets of a year: what is not complete, and the summary for the state."""
