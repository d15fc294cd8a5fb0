"""Days and hours that two articles give of one happening."""
