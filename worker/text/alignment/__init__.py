"""What aligning rests on: chains, gaps and likeness. The door is `worker.text.align`."""
