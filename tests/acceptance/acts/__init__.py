"""The engine "actions": a story's acts, done through chalicelib/actions by the people who do them."""
