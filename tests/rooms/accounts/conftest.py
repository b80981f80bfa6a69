"""The cast is at hand."""

from tests.cast import cast

__all__ = ["cast"]
