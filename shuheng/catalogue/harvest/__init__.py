"""Harvest: lists of entries kept elsewhere become entries here, and every record of theirs is accounted for.

`sources` registers where a list comes from and confirms its mapping; `live` fetches what has an address; `runs`
carries a run out, chunk by chunk; the engine of the same name reads and maps and knows nothing of this room.
"""
