"""The path of a person from arrival to twelve months after release, drawn and in words."""
