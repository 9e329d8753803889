"""A group of more than fifteen is cut."""
raise ExceptionGroup("many", [ValueError(i) for i in range(20)])
