"""Single values out of cells: dates, names, addresses, telephone numbers, amounts."""
