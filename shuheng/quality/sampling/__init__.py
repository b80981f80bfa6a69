"""随机抽查: draws that anybody can make again, their sheets, and what was found."""
