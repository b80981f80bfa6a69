"""What is read of registers, as frozen pages."""
