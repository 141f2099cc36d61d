"""Who is worth what: RFM, value tiers, health, lifetime value, and the versions of their rules."""
