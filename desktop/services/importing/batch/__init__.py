"""One import as one transaction: written, explained by its history, reported, and taken back."""
