"""What the office knows: tables, plain value types and migrations. No rules live here."""
