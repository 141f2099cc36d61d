"""How old the data are: a chip on the pages, and the list of sources with their limits."""
