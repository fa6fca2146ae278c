"""Django settings: `base` is shared, `single` serves one person, `accounts` many."""
