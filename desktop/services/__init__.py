"""What the office does: one folder per capability, no Qt anywhere."""
