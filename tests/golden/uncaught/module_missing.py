"""A module that does not exist."""
import sys
import module_that_does_not_exist.sub
