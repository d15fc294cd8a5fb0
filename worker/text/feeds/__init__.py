"""The forms in which articles are announced, a module for each; `worker.text.feed` is their door."""
