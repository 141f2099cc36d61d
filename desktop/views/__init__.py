"""What the office sees: one folder per page."""
