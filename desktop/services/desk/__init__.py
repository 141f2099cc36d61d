"""What the office manager looks at: the day's agenda, the due list, one customer, prints."""
