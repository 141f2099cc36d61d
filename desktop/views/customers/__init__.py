"""The Customers page: the list, its filters, and the card beside it."""
