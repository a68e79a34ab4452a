"""Word lists and grammars: data, each file with its source."""
