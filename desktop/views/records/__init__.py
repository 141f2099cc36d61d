"""Records entered and edited in the window: forms, the actions of the day, history."""
