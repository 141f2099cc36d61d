"""The page Duplicates: pairs of customers that may be one, merged or told apart."""
