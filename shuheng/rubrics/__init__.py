"""The official documents as data: one folder per rubric."""

from pathlib import Path

FOLDER = Path(__file__).parent
