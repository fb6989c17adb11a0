"""The look-up of a physician's licence at the boards' public search: one port and its client."""
