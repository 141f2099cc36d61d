"""Reports of documents: invoices, payments and estimates, their lines, and what items mean."""
