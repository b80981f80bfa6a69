"""Pictures of quality: grids, bars and trends, each with its table. One drawing serves the page, Word and PDF."""

from shuheng.quality.pictures.bars import Named, share_bars
from shuheng.quality.pictures.drawing import Drawing
from shuheng.quality.pictures.grid import agency_matrix, completeness_heat, share_grid
from shuheng.quality.pictures.share import UNKNOWN, Share
from shuheng.quality.pictures.trend import Series, share_trend

__all__ = [
    "UNKNOWN",
    "Drawing",
    "Named",
    "Series",
    "Share",
    "agency_matrix",
    "completeness_heat",
    "share_bars",
    "share_grid",
    "share_trend",
]
