"""The look-up of a physician's license at the boards' public search: one port and its client."""
