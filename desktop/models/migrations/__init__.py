"""Steps from each released shape of the office file to the next."""
