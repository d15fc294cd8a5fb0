"""The text engine: strings in, values out. No clock, network, disk, database, settings, randomness or logging."""
