"""What sys holds."""
import sys

print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 14), type(sys.version_info).__name__, sys.hexversion >> 16 == 0x030e, len(sys.version) > 0)
print(sys.maxsize, sys.maxunicode, sys.byteorder, sys.float_info.dig, sys.int_info.bits_per_digit, sys.hash_info.modulus, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.platform)
print(len(sys.argv), sys.argv[0], sys.flags.optimize, sys.flags.utf8_mode in (0, 1), sys.dont_write_bytecode, isinstance(sys.path, list), sys.getrecursionlimit(), sys.getrefcount([]) >= 1, sys.is_finalizing())
print(sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.encoding.lower(), sys.stdout.name, sys.__stdout__ is sys.stdout, sys.stdout.writable())
print(sys.intern("abc") is sys.intern("".join("abc")), sys.getsizeof([]) > 0, sys.getsizeof("") < sys.getsizeof("a" * 100), sys.getswitchinterval() > 0, sys.call_tracing is not None, sys.executable != None, sys.api_version, sys.abiflags)


def f():
    return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframemodulename()


print(f())
for bad in (lambda: sys._getframe(1000), lambda: sys.intern(5), lambda: sys.setrecursionlimit(0), lambda: sys.exit.nothing, lambda: sys.getsizeof(), lambda: sys._getframe("x")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
sys.displayhook(5)
sys.displayhook(None)
sys.displayhook("text")
import builtins
print(builtins._)
try:
    sys.exit("leaving")
except SystemExit as e:
    print(repr(e), e.code)
print(sys.audit("event", 1), sys.gettrace(), sys.getprofile(), type(sys.thread_info).__name__, sys.builtin_module_names[:1] != (), "sys" in sys.builtin_module_names)
