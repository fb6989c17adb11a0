"""What parents and physicians do with a request."""
