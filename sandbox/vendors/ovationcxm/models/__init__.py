"""What the API accepts."""
