"""Words and their weights, for telling stories apart. Doors: `worker.text.fingerprint`, `worker.text.story`."""
