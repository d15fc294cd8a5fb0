"""When: the Celery app, the flow, the beat, retries, and how it is observed."""
