"""What two outlets share and where they differ. The door is `worker.text.divergence`."""
