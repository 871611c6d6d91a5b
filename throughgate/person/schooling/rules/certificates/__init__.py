"""Who can be registered for which certificate: rules are data, and an answer names each paragraph behind it."""
