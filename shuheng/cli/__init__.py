"""The command line: ``shuheng``."""

from shuheng.cli.app import main, run

__all__ = ["main", "run"]
