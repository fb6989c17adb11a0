"""The stories of the demo. Each is a generator of steps in time: see play.py."""
