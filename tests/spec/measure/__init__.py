"""What catalogue measures count: cases by hand, expression against twin, real lists, the manual."""
