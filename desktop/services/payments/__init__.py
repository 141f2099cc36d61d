"""Which payment paid which invoice: parts of payments applied to the oldest invoices when asked."""
