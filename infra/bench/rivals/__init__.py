"""The same list, by other ways. Each module is a Lambda function of its own and imports nothing of the portal."""
