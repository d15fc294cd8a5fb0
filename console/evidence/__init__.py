"""Evidence handed out: an article or a story as a web archive, a JSON document, or a page to be read and printed."""
