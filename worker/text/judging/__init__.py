"""What a page is: its words by language, its transport, its shape. The front door is `worker.text.verdict`."""
