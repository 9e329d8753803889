"""A lambda as an assignment target."""
lambda x: x = 5
