"""The outlets: one class for each way in which a site serves, or fails to serve, its articles."""
