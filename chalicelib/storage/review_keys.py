"""Where forms with the same words are found; beside the chart of keys.py.

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| same words        | SAME_WORDS#hash        | SAME_WORDS       | a review's case: second batch get               |

The hash is keyed, over the physician's license and the normalized words of one line: the words stand nowhere here.
"""

from chalicelib.storage.keys import Key


def same_words(words_hash: str) -> Key:
    """Return the list of one physician's forms with the same words."""
    return Key(f"SAME_WORDS#{words_hash}", "SAME_WORDS")
