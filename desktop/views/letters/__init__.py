"""Letters to customers: chosen, seen, printed, noted on the cards."""
