"""One module for each stage: read, think, write, return what comes next."""
