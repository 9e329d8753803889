"""An assignment expression at statement level."""
x := 5
