"""What forms say, parsed: values where they can be, the text and its mistake where not. Nothing typed is lost."""
