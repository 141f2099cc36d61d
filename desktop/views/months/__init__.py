"""What falls due in the coming months, and what it takes."""
