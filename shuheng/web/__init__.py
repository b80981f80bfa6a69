"""What every page is made of: frame, components, charts, and the rule that each view says who may see it."""
