"""Markers under a subscript."""
data = {"users": [{"name": "a"}, {"name": "b"}]}
print(data["users"][1]["name"])
print(data["users"][0]["age"]["years"])
