"""What the columns of a grid mean: headings found, recognised, mapped, remembered, or refused."""
