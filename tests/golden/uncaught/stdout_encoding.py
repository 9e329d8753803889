"""Unicode output."""
print("äöü € 日本語 🎉 \u202e")
raise ValueError("Übergröße 🎉 \ud800")
