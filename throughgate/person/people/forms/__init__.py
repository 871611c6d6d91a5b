"""Forms of the register: what people type about a person, read and checked before an action takes it."""
