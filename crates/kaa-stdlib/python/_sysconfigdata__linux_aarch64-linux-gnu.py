"""What `sysconfig` asks about the build: the same on every machine."""
import importlib

build_time_vars = importlib.import_module("_sysconfigdata__linux_x86_64-linux-gnu").build_time_vars
