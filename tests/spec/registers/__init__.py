"""The registers: how they are declared, what they hold, and what their rows come to."""
