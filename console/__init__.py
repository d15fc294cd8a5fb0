"""Where people meet stet: the command line, the pages, the HTTP API, and the all-in-one service."""
