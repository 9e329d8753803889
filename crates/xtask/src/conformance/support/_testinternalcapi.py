"""The part of CPython's module of this name that its portable tests use. What looks into CPython's insides is not here:
cases that need it fail or skip themselves."""
import inspect
import sys

# How often CPython runs an instruction before it specialises it, and waits before it tries again.
SPECIALIZATION_THRESHOLD = 17
SPECIALIZATION_COOLDOWN = 52


def get_next_dict_keys_version():
    return 0


def get_recursion_depth():
    depth, frame = 0, sys._getframe(1)
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth


def compiler_cleandoc(text):
    return inspect.cleandoc(text)


def has_inline_values(_object):
    raise NotImplementedError("whether values are inline is CPython's own affair")
