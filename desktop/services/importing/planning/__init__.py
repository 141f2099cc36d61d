"""What an import would do: who is who, which rows are new or changed, and what to ask."""
