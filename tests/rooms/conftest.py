"""The cast is at hand in every room."""

from tests.cast import cast

__all__ = ["cast"]
