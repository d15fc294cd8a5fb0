"""Quotations that several articles carry, and who is said to have spoken them."""
