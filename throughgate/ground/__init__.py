"""The ground: vocabulary, organisations and accounts."""
