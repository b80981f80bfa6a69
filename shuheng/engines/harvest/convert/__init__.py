"""From raw records to checked ones: fields found, values read, contacts left out, repeats told apart."""
