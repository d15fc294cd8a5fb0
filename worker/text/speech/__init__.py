"""Quotation marks, and who speaks. The door is `worker.text.quotes`."""
