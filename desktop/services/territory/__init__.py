"""Where customers are: zones, and how a property gets into one."""
