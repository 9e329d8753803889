"""Too far off for a suggestion."""
"text".completely_different
