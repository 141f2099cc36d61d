"""The rules of the office: due days, statuses, contracts, stages, planning ages."""
