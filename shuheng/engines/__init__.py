"""Pure computation: no Django, no settings, no clock, no network."""
