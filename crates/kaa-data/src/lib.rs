//! Pure algorithms on numbers, text and formats; knows no Python objects.
