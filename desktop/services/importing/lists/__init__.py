"""Customer lists and an owner's own lists: each row becomes a proposal, or is refused by cell."""
