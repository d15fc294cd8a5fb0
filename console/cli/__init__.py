"""The command line `stet`."""
