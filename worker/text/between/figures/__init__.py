"""Figures that two articles give: found, held to what they are of, and paired."""
