"""Commands of this room for manage.py."""
