"""How a page is read: HTML and pasted text into paragraphs and metadata. The door is `worker.text.extract`."""
